import { expect, test } from "vitest";
import { bedrockConverse } from "../../src/dialects/bedrock-converse.ts";
import { readFrames } from "../../src/metering/frames.ts";
import { named } from "../support/frames.ts";

const USAGE = {
  inputTokens: 1200,
  outputTokens: 340,
  totalTokens: 9040,
  cacheReadInputTokens: 7000,
  cacheWriteInputTokens: 500,
  cacheDetails: [
    { ttl: "5m", inputTokens: 400 },
    { ttl: "1h", inputTokens: 100 },
  ],
};
const READ = {
  inputTokens: 1200,
  outputTokens: 340,
  cacheReadTokens: 7000,
  cacheWriteTokens: 500,
  cacheWriteHourTokens: 100,
};

const eventOf = (type: string, payload: object): unknown => {
  const [frame] = readFrames(named(type, payload)).frames;
  return frame && bedrockConverse.frames?.event(frame);
};

test("a whole answer and the last event of a stream tell the same usage", () => {
  const whole = { output: { message: { role: "assistant", content: [] } }, stopReason: "end_turn", usage: USAGE };
  expect(bedrockConverse.read(whole)).toEqual({ usage: READ, final: true });
  expect(bedrockConverse.read(eventOf("metadata", { usage: USAGE }))).toEqual({ usage: READ, final: true });
});

test("what is not told is absent", () => {
  expect(bedrockConverse.read({ usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } }).usage).toEqual({
    inputTokens: 1,
    outputTokens: 2,
  });
  expect(bedrockConverse.read(eventOf("messageStop", { stopReason: "end_turn" }))).toEqual({});
});

test("output is told from what comes around it", () => {
  expect(bedrockConverse.isOutput(eventOf("contentBlockDelta", { delta: { text: "a" } }))).toBe(true);
  expect(bedrockConverse.isOutput(eventOf("messageStart", { role: "assistant" }))).toBe(false);
});
