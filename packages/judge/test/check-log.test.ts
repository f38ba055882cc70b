import type { ProcessOutput } from "@scylla/contracts";
import { expect, test } from "vitest";
import { checkLog, HEAD_BYTES, TAIL_BYTES } from "../src/check-log.ts";

function output(value: string | Uint8Array, lost = 0): ProcessOutput {
  const bytes = Buffer.from(value as string);
  return { bytes, file: null, total: bytes.length + lost, truncated: lost > 0 };
}

function log(stdout: ProcessOutput, stderr: ProcessOutput, remark: string | null = null): string | null {
  const bytes = checkLog(stdout, stderr, remark);
  return bytes && Buffer.from(bytes).toString("utf8");
}

const NONE = output("");

test("stdout stands before stderr, and the remark last, each on a line of its own", () => {
  expect(log(output("out"), output("err"), "killed by SIGSEGV")).toBe("out\n[stderr]\nerr\n[killed by SIGSEGV]\n");
  expect(log(output("out\n"), NONE)).toBe("out\n");
  expect(log(NONE, output("err\n"))).toBe("err\n");
  expect(log(NONE, NONE, "could not be started")).toBe("[could not be started]\n");
});

test("without output and remark there is no log", () => {
  expect(log(NONE, NONE)).toBeNull();
});

test("output that just fits is kept whole", () => {
  const all = "x".repeat(HEAD_BYTES + TAIL_BYTES);
  expect(log(output(all), NONE)).toBe(all);
});

test("long output keeps its beginning and its end, and says how much is gone", () => {
  const text = log(output(`BEGIN${"x".repeat(HEAD_BYTES + TAIL_BYTES)}END`), NONE) ?? "";
  expect(text.startsWith("BEGIN")).toBe(true);
  expect(text.endsWith("END")).toBe(true);
  expect(text).toContain("\n[... 8 bytes left out ...]\n");
  expect(text.length).toBe(HEAD_BYTES + TAIL_BYTES + "\n[... 8 bytes left out ...]\n".length);
});

test("output of which the end was not read says so at its end", () => {
  expect(log(output("first", 1000), NONE)).toBe("first\n[... 1000 more bytes came and were not kept ...]\n");
});

test("no character is cut in two", () => {
  for (const shift of [0, 1, 2, 3]) {
    const text = log(output("x".repeat(shift) + "🦑".repeat(50_000)), NONE) ?? "";
    expect(text).not.toContain("\uFFFD");
  }
});

test("bytes that are no text are kept as they are", () => {
  const bytes = new Uint8Array(200_000).fill(0x80);
  const kept = checkLog(output(bytes), NONE, null) ?? new Uint8Array();
  expect(kept.filter((byte) => byte === 0x80).length).toBe(HEAD_BYTES + TAIL_BYTES);
});
