import type { Dialect, ProviderError, Reading } from "../dialects/dialect.ts";
import { members, parseJson, text } from "../read-json.ts";
import { type CallUsage, laterUsage } from "../usage.ts";
import { type EventScanner, eventScanner } from "./event-scanner.ts";
import { frameScanner } from "./frame-scanner.ts";
import { exceptionOf } from "./frames.ts";

/** An answer that is no stream is read whole, up to this size. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** What an answer told about itself. */
export interface Metered {
  readonly model: string | null;
  readonly usage: CallUsage;
  /** The usage is that of the whole call. */
  readonly final: boolean;
  readonly error: ProviderError | null;
  /** When the first event with output of the model came, on the meter's clock. */
  readonly firstTokenAt: number | null;
  /** The parsed body where it was no stream. */
  readonly body?: unknown;
}

export interface CallMeter {
  push(chunk: Buffer): void;
  /** What has been told until now: `end` tells the rest. */
  told(): Metered;
  end(): Metered;
}

const NOTHING: Metered = { model: null, usage: {}, final: false, error: null, firstTokenAt: null };

function later(told: Metered, reading: Reading): Metered {
  return {
    ...told,
    model: reading.model ?? told.model,
    usage: reading.usage ? laterUsage(told.usage, reading.usage) : told.usage,
    final: told.final || reading.final === true,
    error: reading.error ?? told.error,
  };
}

/** How the body of an answer is built: at once, as server-sent events, or as binary frames. */
export type Shape = "whole" | "events" | "frames";

/** Reads the provider's own usage events out of the bytes that pass. */
export function callMeter(dialect: Dialect, shape: Shape, now: () => number): CallMeter {
  if (shape === "whole") return answerMeter(dialect, now);
  return shape === "events" ? eventMeter(dialect, now) : frameMeter(dialect, now);
}

/** What the events of a stream have told. */
interface Telling {
  told: Metered;
  take(event: unknown): void;
}

function telling(dialect: Dialect, now: () => number): Telling {
  const all: Telling = {
    told: NOTHING,
    take: (event) => {
      all.told = later(all.told, dialect.read(event));
      if (all.told.firstTokenAt === null && dialect.isOutput(event)) all.told = { ...all.told, firstTokenAt: now() };
    },
  };
  return all;
}

function eventMeter(dialect: Dialect, now: () => number): CallMeter {
  const all = telling(dialect, now);
  /** Where each event tells everything again, the last one waits for the end. */
  let last: string | null = null;
  const scanner = eventScanner({
    all: () => all.told.firstTokenAt === null,
    markers: dialect.markers.map((marker) => Buffer.from(marker)),
    onEvent: (data) => {
      if (all.told.firstTokenAt === null || !dialect.cumulative) all.take(parseJson(data));
      else last = data;
    },
  });
  return streamMeter(scanner, all, () => {
    if (last !== null) all.told = later(all.told, dialect.read(parseJson(last)));
  });
}

function frameMeter(dialect: Dialect, now: () => number): CallMeter {
  const all = telling(dialect, now);
  const failed = (type: string, message: string | null): void => {
    all.told = { ...all.told, error: { type, message } };
  };
  const scanner = frameScanner({
    all: () => all.told.firstTokenAt === null,
    dull: (dialect.frames?.dull ?? []).map((text) => Buffer.from(text)),
    onFrame: (frame) => {
      const exception = exceptionOf(frame);
      if (exception) failed(exception.type, text(members(exception.payload)["message"]) ?? null);
      else all.take(dialect.frames?.event(frame));
    },
    onDamage: (why) => failed("damaged", `the stream is damaged: ${why}`),
  });
  return streamMeter(scanner, all, () => {});
}

function streamMeter(scanner: EventScanner, all: Telling, finish: () => void): CallMeter {
  return {
    push: scanner.push,
    told: () => all.told,
    end: () => {
      scanner.end();
      finish();
      return all.told;
    },
  };
}

function answerMeter(dialect: Dialect, now: () => number): CallMeter {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let firstAt: number | null = null;
  return {
    push: (chunk) => {
      firstAt ??= now();
      bytes += chunk.length;
      if (bytes <= MAX_ANSWER_BYTES) chunks.push(chunk);
    },
    told: () => NOTHING,
    end: () => {
      if (bytes > MAX_ANSWER_BYTES) return NOTHING;
      const body = parseJson(Buffer.concat(chunks).toString("utf8"));
      const told = later(NOTHING, dialect.read(body));
      return { ...told, body, firstTokenAt: told.error ? null : firstAt };
    },
  };
}
