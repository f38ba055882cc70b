import { expect, test } from "vitest";
import { normalise, normaliseText } from "../../src/recording/normalise.ts";

test.each([
  ["msg_2afabfb7-b6ee-58d0-95d4-9b1f26242c9f", "msg_<uuid>"],
  ["Session 2AFABFB7-B6EE-58D0-95D4-9B1F26242C9F.", "Session <uuid>."],
  ["at 2026-03-01T12:00:00.123Z and 2026-03-01 12:00", "at <date> and <date>"],
  ["Today is Sunday, March 1, 2026 or Sunday, 1 March 2026 or 3/1/2026", "Today is <date> or <date> or <date>"],
  ["Chunk ID: 9a2216\nWall time: 0.0314 seconds, 12ms, 1.5 s", "Chunk ID: <id>\nWall time: <time>, <time>, <time>"],
  ["version 1.2.3, 7-1, 12-34-56, abcdef12-34", "version 1.2.3, 7-1, 12-34-56, abcdef12-34"],
])("%s", (text, normal) => {
  expect(normaliseText(text)).toBe(normal);
});

test("what names a session is left out wherever it stands; all else stays, empty and null too", () => {
  const asked = {
    metadata: { user_id: "x" },
    a: [{ session_id: 1, b: null, c: "" }],
    user: "u",
    prompt_cache_key: "k",
    n: 0.5,
  };
  expect(normalise(asked)).toEqual({ a: [{ b: null, c: "" }], n: 0.5 });
});
