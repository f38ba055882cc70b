import type { IncomingHttpHeaders } from "node:http";
import type { CallEnd } from "../facts.ts";
import { type CallMeter, callMeter, type Metered, type Shape } from "../metering/call-meter.ts";
import { type Decoder, decoded } from "../metering/decoded.ts";
import { FRAMES_TYPE } from "../metering/frames.ts";
import { text } from "../read-json.ts";
import { type Answer, ask, asked, type NoAnswer } from "./ask.ts";
import { requestHeaders } from "./headers.ts";
import { passOn } from "./pass-on.ts";
import { refuse } from "./refuse.ts";
import type { Way } from "./way.ts";

/** What came of a request that was let through. Times are milliseconds since its beginning. */
export interface Exchanged {
  readonly status: number | null;
  readonly end: CallEnd;
  /** Where the request differs from every recorded one; null when it does not, or nothing is replayed. */
  readonly mismatch: string | null;
  readonly metered: Metered;
  readonly given: IncomingHttpHeaders;
  readonly durationMs: number;
  readonly headMs: number | null;
  readonly firstTokenMs: number | null;
  readonly responseBytes: number;
}

const UNMETERED: Metered = { model: null, usage: {}, final: false, error: null, firstTokenAt: null };

/** Asks, passes the answer on, and reads it as it passes. Never throws: whatever happens is told. */
export async function exchange(way: Way, body: Buffer, call: number | null): Promise<Exchanged> {
  const { route, response } = way;
  const started = performance.now();
  const since = (): number => performance.now() - started;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  response.on("close", leave);
  route.closing.addEventListener("abort", leave);
  const dropped = (): void => void response.destroy();
  route.closing.addEventListener("abort", dropped);
  try {
    const answer = await ask(way, body, gone.signal);
    if ("why" in answer) return unanswered(way, body, call, answer, since());
    return await passed(way, body, call, answer, since);
  } finally {
    route.closing.removeEventListener("abort", leave);
    route.closing.removeEventListener("abort", dropped);
  }
}

function unanswered(
  way: Way,
  body: Buffer,
  call: number | null,
  { why, message, reason = message }: NoAnswer,
  durationMs: number,
): Exchanged {
  const { route, response, operation } = way;
  const end = why === "aborted" ? abortedBy(way) : why === "mismatch" ? "complete" : why;
  const status = why === "mismatch" ? 403 : why === "timeout" ? 504 : 502;
  refuse(response, operation.dialect, { status, reason: why, message: route.shared.secrets.redact(message) });
  if (why !== "mismatch") record(way, body, call, null, end);
  const mismatch = why === "mismatch" ? message : null;
  const metered = {
    ...UNMETERED,
    error: end === "unreachable" || end === "timeout" ? { type: end, message: reason } : null,
  };
  const nothing = { status: null, metered, given: {}, headMs: null, firstTokenMs: null, responseBytes: 0 };
  return { ...nothing, end, mismatch, durationMs };
}

async function passed(
  way: Way,
  body: Buffer,
  call: number | null,
  answer: Answer,
  since: () => number,
): Promise<Exchanged> {
  const { route, response, operation } = way;
  const headMs = since();
  const meter = callMeter(operation.dialect, shapeOf(answer.given), since);
  const kept: Buffer[] = [];
  const keep = route.recorder !== null;
  let responseBytes = 0;
  const reader = readable(answer, meter, keep ? kept : null);
  const end = await passOn(answer, response, route.shared.secrets, route.shared.pace, (chunk) => {
    responseBytes += chunk.length;
    reader?.push(chunk);
  });
  const durationMs = since();
  await reader?.end();
  const told: CallEnd = end === "client-abort" ? abortedBy(way) : end;
  if (keep) record(way, body, call, { status: answer.status, headers: answer.given, body: Buffer.concat(kept) }, told);
  const metered = withErrorType(meter.end(), answer.given);
  return {
    status: answer.status,
    end: told,
    mismatch: null,
    metered,
    given: answer.given,
    durationMs,
    headMs,
    firstTokenMs: metered.firstTokenAt,
    responseBytes,
  };
}

function shapeOf({ "content-type": type = "" }: IncomingHttpHeaders): Shape {
  if (FRAMES_TYPE.test(type)) return "frames";
  return /^text\/event-stream\b/i.test(type) ? "events" : "whole";
}

/** Amazon names the type of an error in a header: `ThrottlingException:http://...`. */
function withErrorType(metered: Metered, given: IncomingHttpHeaders): Metered {
  const type = text(given["x-amzn-errortype"])?.split(":")[0];
  return metered.error && metered.error.type === null && type !== undefined
    ? { ...metered, error: { ...metered.error, type } }
    : metered;
}

const abortedBy = ({ route }: Way): CallEnd => (route.closing.aborted ? "closed" : "client-abort");

/** Null: nobody can read this encoding. */
function readable(answer: Answer, meter: CallMeter, kept: Buffer[] | null): Decoder | null {
  return decoded(answer.given["content-encoding"], (chunk) => {
    meter.push(chunk);
    kept?.push(chunk);
  });
}

type Recorded = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer } | null;

function record(way: Way, body: Buffer, call: number | null, response: Recorded, end: CallEnd): void {
  const { provider, method, path, query } = asked(way);
  const request = { method, path, query, headers: requestHeaders(way.request, false), body };
  way.route.recorder?.add({ call, provider, request, response, end });
}
