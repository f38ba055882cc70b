import { list, members, text } from "../read-json.ts";

/** A provider refused for rate, quota or load. A rate gate closes `key` until `untilMs`. */
export interface RateSignal {
  /** The provider's name: what shares a quota. */
  readonly key: string;
  readonly status: number;
  /** Milliseconds since 1970; null where the provider names no moment. */
  readonly untilMs: number | null;
  /** The header or member that named it. */
  readonly source: string | null;
}

export interface RateFacts {
  readonly key: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed body of the answer. */
  readonly body: unknown;
  readonly nowMs: number;
}

/** No provider makes anyone wait longer: a later moment is a mistake, and would park a run for good. */
const LONGEST_MS = 31 * 24 * 3600 * 1000;

type Moment = readonly [source: string, atMs: number | null];

/** `1.5`, in seconds. */
const seconds = (value: string | undefined, now: number): number | null =>
  value !== undefined && /^\d+(\.\d+)?$/.test(value) ? now + Number(value) * 1000 : null;

/** `6m0s`, `120ms`, `1h2m3.5s`. */
function duration(value: string | undefined, now: number): number | null {
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:([\d.]+)s)?(?:([\d.]+)ms)?$/.exec(value ?? "");
  if (!match || value === "" || value === undefined) return null;
  const [d = 0, h = 0, m = 0, s = 0, ms = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return now + (((d * 24 + h) * 60 + m) * 60 + s) * 1000 + ms;
}

function date(value: string | undefined): number | null {
  const at = value === undefined || /^[\d.]+$/.test(value) ? Number.NaN : Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

const epoch = (value: string | undefined): number | null =>
  value !== undefined && /^\d{9,11}$/.test(value) ? Number(value) * 1000 : null;

/** Moments at which a budget that is used up is there again; several may be used up at once. */
function resets(header: (name: string) => string | undefined, now: number): readonly Moment[] {
  const anthropic = ["requests", "tokens", "input-tokens", "output-tokens"].map((what): Moment => {
    const name = `anthropic-ratelimit-${what}`;
    return [`${name}-reset`, header(`${name}-remaining`) === "0" ? date(header(`${name}-reset`)) : null];
  });
  const openai = ["requests", "tokens"].map((what): Moment => {
    const spent = header(`x-ratelimit-remaining-${what}`) === "0";
    return [`x-ratelimit-reset-${what}`, spent ? duration(header(`x-ratelimit-reset-${what}`), now) : null];
  });
  return [...anthropic, ...openai];
}

/** In the order of trust: what was said about this refusal, then a subscription's reset, then budgets that are used up. */
function moments({ headers, body, nowMs }: RateFacts): readonly (readonly Moment[])[] {
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const after = header("retry-after");
  const wait = header("retry-after-ms");
  const error = members(members(body)["error"]);
  const retryInfo = list(error["details"]).map((detail) => text(members(detail)["retryDelay"]));
  const resetsAt = error["resets_at"];
  const resetsIn = error["resets_in_seconds"];
  return [
    [["retry-after-ms", /^\d+$/.test(wait ?? "") ? nowMs + Number(wait) : null]],
    [["retry-after", seconds(after, nowMs) ?? date(after)]],
    [["anthropic-ratelimit-unified-reset", epoch(header("anthropic-ratelimit-unified-reset"))]],
    [["error.resets_at", epoch(typeof resetsAt === "number" ? String(Math.round(resetsAt)) : undefined)]],
    [["error.resets_in_seconds", seconds(typeof resetsIn === "number" ? String(resetsIn) : undefined, nowMs)]],
    retryInfo.map((delay): Moment => ["error.details.retryDelay", duration(delay, nowMs)]),
    resets(header, nowMs),
  ];
}

/** 429 and 529 always say so; 503 only with a moment, since it is also what a broken server says. Null: no refusal for rate. */
export function rateSignal(facts: RateFacts): RateSignal | null {
  const { key, status, nowMs } = facts;
  if (status !== 429 && status !== 529 && status !== 503) return null;
  for (const group of moments(facts)) {
    const named = group.filter((moment): moment is readonly [string, number] => moment[1] !== null);
    const [source, atMs] = named.toSorted((a, b) => b[1] - a[1])[0] ?? [];
    if (source === undefined || atMs === undefined || atMs > nowMs + LONGEST_MS) continue;
    return { key, status, untilMs: Math.max(nowMs, Math.ceil(atMs)), source };
  }
  return status === 503 ? null : { key, status, untilMs: null, source: null };
}

const RATE_ERRORS = new Set(["rate_limit_error", "rate_limit_exceeded", "RESOURCE_EXHAUSTED", "throttlingException"]);

/** The status that an error amounts to when it comes in the middle of a stream, whose own status was 200. */
export function statusOfError(type: string | null): number | null {
  if (type === "overloaded_error") return 529;
  return type !== null && RATE_ERRORS.has(type) ? 429 : null;
}
