import { expect, test } from "vitest";
import { type RateFacts, rateSignal } from "../../src/metering/rate-signal.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");

const signal = (facts: Partial<RateFacts>) =>
  rateSignal({ key: "main", status: 429, headers: {}, body: undefined, nowMs: NOW, ...facts });

const at = (ms: number, source: string) => ({ key: "main", status: 429, untilMs: NOW + ms, source });

test.each<readonly [what: string, facts: Partial<RateFacts>, expected: unknown]>([
  ["seconds", { headers: { "retry-after": "30" } }, at(30_000, "retry-after")],
  ["a part of a second", { headers: { "retry-after": "1.5" } }, at(1_500, "retry-after")],
  ["a date", { headers: { "retry-after": "Sun, 01 Mar 2026 12:01:00 GMT" } }, at(60_000, "retry-after")],
  [
    "milliseconds, which are more exact",
    { headers: { "retry-after-ms": "250", "retry-after": "1" } },
    at(250, "retry-after-ms"),
  ],
  [
    "a subscription's reset",
    {
      headers: {
        "anthropic-ratelimit-unified-reset": String(NOW / 1000 + 3600),
        "anthropic-ratelimit-unified-status": "rejected",
      },
    },
    at(3_600_000, "anthropic-ratelimit-unified-reset"),
  ],
  [
    "the later of the budgets that are used up",
    {
      headers: {
        "anthropic-ratelimit-requests-remaining": "0",
        "anthropic-ratelimit-requests-reset": "2026-03-01T12:00:05Z",
        "anthropic-ratelimit-input-tokens-remaining": "0",
        "anthropic-ratelimit-input-tokens-reset": "2026-03-01T12:00:20Z",
        "anthropic-ratelimit-output-tokens-remaining": "9",
        "anthropic-ratelimit-output-tokens-reset": "2026-03-01T13:00:00Z",
      },
    },
    at(20_000, "anthropic-ratelimit-input-tokens-reset"),
  ],
  [
    "a duration with units",
    {
      headers: {
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": "6m0s",
        "x-ratelimit-remaining-requests": "5",
        "x-ratelimit-reset-requests": "8h",
      },
    },
    at(360_000, "x-ratelimit-reset-tokens"),
  ],
  [
    "milliseconds with a unit",
    { headers: { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "120ms" } },
    at(120, "x-ratelimit-reset-requests"),
  ],
  [
    "Gemini's delay",
    { body: { error: { details: [{ "@type": "x" }, { retryDelay: "34.5s" }] } } },
    at(34_500, "error.details.retryDelay"),
  ],
  [
    "a plan's reset",
    { body: { error: { type: "usage_limit_reached", resets_in_seconds: 90 } } },
    at(90_000, "error.resets_in_seconds"),
  ],
  [
    "a plan's moment",
    { body: { error: { resets_at: NOW / 1000 + 5, resets_in_seconds: 90 } } },
    at(5_000, "error.resets_at"),
  ],
  [
    "a moment that is over is now",
    { headers: { "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" } },
    at(0, "retry-after"),
  ],
  ["nothing", {}, { key: "main", status: 429, untilMs: null, source: null }],
  [
    "nonsense",
    { headers: { "retry-after": "soon", "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "" } },
    { key: "main", status: 429, untilMs: null, source: null },
  ],
  [
    "a wait of centuries",
    { headers: { "retry-after": "99999999999" } },
    { key: "main", status: 429, untilMs: null, source: null },
  ],
  ["overload", { status: 529 }, { key: "main", status: 529, untilMs: null, source: null }],
  ["a server that is out of order", { status: 503 }, null],
  [
    "a server that says when it is back",
    { status: 503, headers: { "retry-after": "5" } },
    { ...at(5_000, "retry-after"), status: 503 },
  ],
  ["another error", { status: 500, headers: { "retry-after": "5" } }, null],
])("%s", (_what, facts, expected) => {
  expect(signal(facts)).toEqual(expected);
});
