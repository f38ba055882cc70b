import fc from "fast-check";
import { expect, test } from "vitest";
import { readResultLine } from "../src/result-line.ts";

const NOTHING = { usage: null, costUsd: null };

function read(line: unknown): ReturnType<typeof readResultLine> {
  return readResultLine(JSON.stringify({ type: "result", ...(line as object) }));
}

test("usage and cost are taken as they are said", () => {
  expect(read({ usage: { inputTokens: 10, outputTokens: 2, reasoningTokens: 0 }, costUsd: 0.25 })).toEqual({
    usage: { inputTokens: 10, outputTokens: 2, reasoningTokens: 0 },
    costUsd: 0.25,
  });
});

test("a cost of 0 is known, an absent one is not", () => {
  expect(read({ costUsd: 0 }).costUsd).toBe(0);
  expect(readResultLine('{"type":"result","costUsd":-0}').costUsd).toBe(0);
  expect(read({}).costUsd).toBeNull();
  expect(read({ costUsd: null }).costUsd).toBeNull();
});

test.each(["input_tokens", "prompt_tokens", "inputTokens"])("%s is a name of the input tokens", (name) => {
  expect(read({ usage: { [name]: 3 } }).usage).toEqual({ inputTokens: 3 });
});

test("counts of the provider's cache are told apart; one that is part of the input is not taken", () => {
  expect(
    read({ usage: { cache_read_input_tokens: 5, cache_creation_input_tokens: 6, cached_input_tokens: 7 } }).usage,
  ).toEqual({ cacheReadTokens: 5, cacheWriteTokens: 6 });
});

test.each([-1, 0.5, 1e300, "12", null, true, {}, Number.MAX_SAFE_INTEGER + 1])("a count of %j is unknown", (count) => {
  expect(read({ usage: { inputTokens: count } }).usage).toBeNull();
  expect(read({ usage: { inputTokens: count, outputTokens: 1 } }).usage).toEqual({ outputTokens: 1 });
});

test.each([-0.01, -5e-324, 1e300, "1", true, [], {}])(
  "a cost of %j is unknown, and costs the usage nothing",
  (costUsd) => {
    expect(read({ usage: { inputTokens: 1 }, costUsd })).toEqual({ usage: { inputTokens: 1 }, costUsd: null });
  },
);

test.each([
  null,
  "",
  "done",
  "{",
  "null",
  "[1]",
  '"result"',
  '{"type":"result","costUsd":NaN}',
  '{"type":"message","costUsd":1}',
  '{"costUsd":1}',
])("the line %j says nothing", (line) => {
  expect(readResultLine(line)).toEqual(NOTHING);
});

test("an infinite number is unknown", () => {
  expect(readResultLine('{"type":"result","costUsd":1e999,"usage":{"inputTokens":1e999}}')).toEqual(NOTHING);
});

test("usage that is no mapping is unknown", () => {
  expect(read({ usage: [1], costUsd: 1 })).toEqual({ usage: null, costUsd: 1 });
  expect(read({ usage: "many", costUsd: 1 })).toEqual({ usage: null, costUsd: 1 });
});

test("no JSON makes it throw, or yields a figure that is negative or not finite", () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (usage, cost) => {
      const line = readResultLine(`{"type":"result","usage":{"inputTokens":${usage}},"costUsd":${cost}}`);
      for (const figure of [line.costUsd, line.usage?.inputTokens]) {
        if (figure != null) expect(figure >= 0 && Number.isFinite(figure)).toBe(true);
      }
    }),
  );
});
