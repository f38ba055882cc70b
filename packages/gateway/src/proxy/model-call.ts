import { type MeteredCall, type NanoUsd, sha256 } from "@scylla/contracts";
import { rateSignal, statusOfError } from "../metering/rate-signal.ts";
import { members, parseJson, text } from "../read-json.ts";
import { type CallUsage, totalTokens } from "../usage.ts";
import { type Exchanged, exchange } from "./exchange.ts";
import { readBody } from "./read-body.ts";
import { refuse } from "./refuse.ts";
import type { Way } from "./way.ts";

/** Lets one request through to its provider, if it may, and tells what came of it. */
export async function modelCall(way: Way): Promise<void> {
  const { route, request } = way;
  const body = await readBody(request, route.shared.maxRequestBytes, route.memory);
  if (typeof body === "string") return tooMuch(way, body);
  try {
    await (way.operation.kind === "look" ? look(way, body) : generate(way, body));
  } finally {
    route.memory.give(body.length);
  }
}

function tooMuch(way: Way, why: "too-large" | "no-room" | "aborted"): void {
  if (why === "aborted") return void way.response.destroy();
  const message =
    why === "too-large"
      ? `the request is larger than ${way.route.shared.maxRequestBytes} bytes`
      : "the requests of this run that are in flight take too much memory";
  turnAway(way, 413, "too-large", message);
}

function turnAway(way: Way, status: number, reason: string, message: string): void {
  way.route.emit({ kind: "refused", run: way.route.run, reason, message, call: null });
  refuse(way.response, way.operation.dialect, { status, reason, message });
}

async function look(way: Way, body: Buffer): Promise<void> {
  if (way.route.closing.aborted) return turnAway(way, 403, "closed", "this run has ended");
  const { mismatch } = await exchange(way, body, null);
  if (mismatch !== null) tellMismatch(way, mismatch, null);
}

async function generate(way: Way, body: Buffer): Promise<void> {
  const { route } = way;
  const call = route.admit();
  if (typeof call !== "number") return turnAway(way, call.status, call.reason, call.message);
  route.begun(way.provider, body);
  const startedAtMs = Date.now();
  const exchanged = await exchange(way, body, call);
  // Only now: the first byte does not wait for what the facts alone need.
  const digest = sha256(body);
  const asked = parseJson(body.toString("utf8"));
  route.shared.onRequest?.({ run: route.run, call, provider: way.provider.id, path: way.target.path, body: asked });
  if (exchanged.mismatch !== null) {
    return tellMismatch(way, exchanged.mismatch, call);
  }
  tell(way, { call, startedAtMs, digest, asked, requestBytes: body.length }, exchanged);
}

function tellMismatch({ route }: Way, message: string, call: number | null): void {
  route.emit({ kind: "refused", run: route.run, reason: "mismatch", message, call });
}

interface Made {
  readonly call: number;
  readonly startedAtMs: number;
  readonly digest: string;
  readonly asked: unknown;
  readonly requestBytes: number;
}

function tell(way: Way, { call, startedAtMs, digest, asked, requestBytes }: Made, exchanged: Exchanged): void {
  const { route, provider, operation, request } = way;
  const { status, end, metered, durationMs, headMs, firstTokenMs, responseBytes } = exchanged;
  const model = { asked: operation.model ?? text(members(asked)["model"]) ?? null, served: metered.model };
  const redact = (words: string | null): string | null =>
    words === null ? null : route.shared.secrets.redact(words).slice(0, 1000);
  route.callEnded(
    {
      kind: "call",
      run: route.run,
      call,
      provider: provider.id,
      dialect: operation.dialect.id,
      model,
      status,
      end,
      error: metered.error && { type: redact(metered.error.type), message: redact(metered.error.message) },
      usage: metered.usage,
      metered: metered.final,
      cost: costOf(way, model, metered.usage),
      startedAtMs,
      durationMs,
      headMs,
      firstTokenMs,
      requestBytes,
      responseBytes,
      retryOf: route.retryOf(digest, Number(request.headers["x-stainless-retry-count"] ?? 0) > 0),
      replayed: route.player !== null,
    },
    digest,
  );
  tellRate(way, exchanged);
}

/** Bedrock's prices depend on the profile that is asked for, whose own name may say nothing of the model. */
function costOf({ route, provider }: Way, { asked, served }: MeteredCall["model"], usage: CallUsage): NanoUsd | null {
  if (totalTokens(usage) === 0) return null;
  const price = (model: string | null) => route.shared.price({ provider: provider.id, model, usage });
  const isBedrock = provider.cloud?.kind === "bedrock";
  return isBedrock && asked !== null ? price(asked) : price(served ?? asked);
}

/** A refusal for rate is told by the status, or by an error in the middle of a stream. */
function tellRate({ route, provider }: Way, { status, metered, given }: Exchanged): void {
  const refused = status !== null && status >= 400 ? status : statusOfError(metered.error?.type ?? null);
  if (refused === null) return;
  const facts = { key: provider.rateKey, status: refused, headers: given, body: metered.body, nowMs: Date.now() };
  const signal = rateSignal(facts);
  if (signal) route.emit({ kind: "rate", run: route.run, ...signal });
}
