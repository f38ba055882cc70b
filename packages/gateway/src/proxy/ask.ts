import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import { isScyllaError } from "@scylla/contracts";
import { type Difference, differenceText } from "../recording/difference.ts";
import type { Exchange } from "../recording/exchange.ts";
import { framesBytes } from "../recording/recorded-frames.ts";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { lateBrake } from "./late-brake.ts";
import type { Brake, UpstreamFailure } from "./upstream.ts";
import type { Way } from "./way.ts";

/** The head of an answer, and its body to come. */
export interface Answer {
  readonly status: number;
  /** Those that the agent gets. */
  readonly headers: OutgoingHttpHeaders;
  /** All of them. */
  readonly given: IncomingHttpHeaders;
  readonly body: Readable;
  readonly brake: Brake;
}

export interface NoAnswer {
  readonly why: "unreachable" | "timeout" | "aborted" | "mismatch";
  /** For the agent. */
  readonly message: string;
  /** For the operator, where it is another. */
  readonly reason?: string;
}

/** Asks the provider, or the recording in its place. */
export async function ask(way: Way, body: Buffer, signal: AbortSignal): Promise<Answer | NoAnswer> {
  const { player } = way.route;
  return player ? fromRecording(player.find({ ...asked(way), body })) : await fromProvider(way, body, signal);
}

export function asked({ provider, operation, target }: Way) {
  return { provider: provider.id, method: operation.method, path: target.path, query: target.query };
}

async function fromProvider(way: Way, body: Buffer, signal: AbortSignal): Promise<Answer | NoAnswer> {
  const { provider, operation, target, route, request } = way;
  try {
    const path = target.query === "" ? target.path : `${target.path}?${target.query}`;
    const serving = provider.serving(target.path);
    const { method } = operation;
    const own = await provider.headers({ method, url: `${serving.base.href.replace(/\/+$/, "")}${path}`, body });
    const answer = await route.shared.upstream.ask({
      ...{ provider: serving, method, path },
      headers: { ...requestHeaders(request, provider.login === "agent"), ...own, "accept-encoding": "identity" },
      body,
      idleMs: route.shared.idleMs,
      signal,
    });
    const { status, headers: given, body: content, brake } = answer;
    // Bedrock answers so to a login that has expired.
    if (status === 401 || (status === 403 && provider.cloud?.kind === "bedrock")) provider.renewKeys();
    return { status, headers: responseHeaders(answer), given, body: content, brake };
  } catch (error) {
    return noAnswer(error as UpstreamFailure, provider.id, signal);
  }
}

function noAnswer(error: UpstreamFailure, provider: string, signal: AbortSignal): NoAnswer {
  if (signal.aborted) return { why: "aborted", message: "the request was given up" };
  if (isScyllaError(error)) {
    return {
      why: "unreachable",
      message: `${provider} can't be reached: the gateway has no key for it`,
      reason: error.message,
    };
  }
  const code = error.code ?? "no code";
  if (code === "ETIMEDOUT") return { why: "timeout", message: `${provider} did not answer in time` };
  return { why: "unreachable", message: `${provider} can't be reached (${code})` };
}

function fromRecording(found: Exchange | readonly Difference[]): Answer | NoAnswer {
  if (!("response" in found)) return { why: "mismatch", message: differenceText(found) };
  const { response, end } = found;
  if (!response) return { why: end === "timeout" ? "timeout" : "unreachable", message: `recorded: ${end}` };
  const body = replayed(found);
  return { status: response.status, headers: response.headers, given: response.headers, body, brake: lateBrake(body) };
}

/** Event by event, so that a client sees a stream; broken off where the recorded one was. */
function replayed({ response, end }: Exchange): Readable {
  const bytes = response === null ? Buffer.alloc(0) : bodyBytes(response.body);
  return Readable.from(
    (async function* () {
      let from = 0;
      for (let to = bytes.indexOf("\n\n"); to >= 0; to = bytes.indexOf("\n\n", from)) {
        yield bytes.subarray(from, to + 2);
        from = to + 2;
      }
      if (from < bytes.length) yield bytes.subarray(from);
      if (end !== "complete")
        throw Object.assign(new Error("recorded"), { code: end === "timeout" ? "ETIMEDOUT" : "ECONNRESET" });
    })(),
    { objectMode: false },
  );
}

function bodyBytes(body: Exchange["request"]["body"]): Buffer {
  if ("frames" in body) return framesBytes(body.frames);
  if ("text" in body) return Buffer.from(body.text);
  return "base64" in body ? Buffer.from(body.base64, "base64") : Buffer.from(JSON.stringify(body.json));
}
