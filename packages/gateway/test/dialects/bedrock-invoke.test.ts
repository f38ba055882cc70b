import { expect, test } from "vitest";
import { bedrockInvoke } from "../../src/dialects/bedrock-invoke.ts";
import { readFrames } from "../../src/metering/frames.ts";
import { chunk } from "../support/frames.ts";

const METRICS = { inputTokenCount: 1200, outputTokenCount: 340, invocationLatency: 9, firstByteLatency: 1 };

test("an answer of Claude tells its usage as Anthropic does", () => {
  const usage = { input_tokens: 3, cache_read_input_tokens: 2, output_tokens: 7 };
  expect(bedrockInvoke.read({ type: "message", model: "claude-x", usage })).toEqual({
    model: "claude-x",
    usage: { inputTokens: 3, cacheReadTokens: 2, outputTokens: 7 },
    final: true,
  });
});

test("what Bedrock counted is taken for other makers, and for Claude only as far as Claude's events don't tell", () => {
  const counted = { ...METRICS, cacheReadInputTokenCount: 7000, cacheWriteInputTokenCount: 500 };
  expect(bedrockInvoke.read({ generation: "", "amazon-bedrock-invocationMetrics": counted })).toEqual({
    usage: { inputTokens: 1200, outputTokens: 340, cacheReadTokens: 7000, cacheWriteTokens: 500 },
    final: true,
  });
  expect(bedrockInvoke.read({ type: "message_stop", "amazon-bedrock-invocationMetrics": counted })).toEqual({
    usage: { outputTokens: 340 },
    final: true,
  });
});

test.each([
  [{ message: "Too many tokens" }, { type: null, message: "Too many tokens" }],
  [
    { __type: "com.amazon#ThrottlingException", message: "Slow" },
    { type: "ThrottlingException", message: "Slow" },
  ],
  [{ Message: "The security token is expired" }, { type: null, message: "The security token is expired" }],
])("%j is an error", (body, error) => {
  expect(bedrockInvoke.read(body)).toEqual({ error });
});

test("the event in a frame is read, and whatever else stands there is nothing", () => {
  const [frame] = readFrames(chunk({ type: "ping" })).frames;
  expect(frame && bedrockInvoke.frames?.event(frame)).toEqual({ type: "ping" });
  for (const payload of ["", "x", "{}", '{"bytes":7}', '{"bytes":"e30"}x']) {
    expect(bedrockInvoke.frames?.event({ headers: {}, payload: Buffer.from(payload) })).toBeUndefined();
  }
});

test("frames with nothing but output are known by their first bytes, whatever the output says", () => {
  const dull = bedrockInvoke.frames?.dull[0] ?? "";
  const quoted = { type: "message_delta", usage: { output_tokens: 1 }, text: '{"type":"content_block_delta"' };
  expect(chunk({ type: "content_block_delta", index: 0, delta: {} }).includes(dull)).toBe(true);
  expect(chunk({ type: "content_block_start", index: 0 }).includes(dull)).toBe(false);
  expect(chunk(quoted).includes(dull)).toBe(false);
});

test("a refusal is one that Claude Code does not repeat", () => {
  expect([403, 400, 404, 502].map((status) => bedrockInvoke.refusalStatus?.(status))).toEqual([402, 400, 404, 502]);
  expect(bedrockInvoke.errorBody({ status: 402, reason: "limit", message: "enough" })).toEqual({
    __type: "ServiceQuotaExceededException",
    message: "enough",
  });
});
