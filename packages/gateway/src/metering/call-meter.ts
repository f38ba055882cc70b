import type { Dialect, ProviderError, Reading } from "../dialects/dialect.ts";
import { parseJson } from "../read-json.ts";
import { type CallUsage, laterUsage } from "../usage.ts";
import { eventScanner } from "./event-scanner.ts";

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

/** Reads the provider's own usage events out of the bytes that pass. */
export function callMeter(dialect: Dialect, streamed: boolean, now: () => number): CallMeter {
  return streamed ? streamMeter(dialect, now) : answerMeter(dialect, now);
}

function streamMeter(dialect: Dialect, now: () => number): CallMeter {
  let told = NOTHING;
  /** Where each event tells everything again, the last one waits for the end. */
  let last: string | null = null;
  const read = (data: string): void => {
    if (told.firstTokenAt === null || !dialect.cumulative) {
      const event = parseJson(data);
      told = later(told, dialect.read(event));
      if (told.firstTokenAt === null && dialect.isOutput(event)) told = { ...told, firstTokenAt: now() };
    } else last = data;
  };
  const scanner = eventScanner({
    all: () => told.firstTokenAt === null,
    markers: dialect.markers.map((marker) => Buffer.from(marker)),
    onEvent: read,
  });
  return {
    push: scanner.push,
    told: () => told,
    end: () => {
      scanner.end();
      if (last !== null) told = later(told, dialect.read(parseJson(last)));
      return told;
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
