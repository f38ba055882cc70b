import { codexAgent } from "@scylla/agents";
import { expect, test } from "vitest";
import { recorded } from "../fixtures/recorded.ts";

/** As Codex 0.169.0 logs it. */
const REFUSED =
  "2026-11-26T16:07:20.209350Z ERROR codex_core::tools::router: error=exec_command failed: CreateProcess { message: " +
  '"Rejected(\\"`/bin/sh -lc \'rm README.md\'` rejected: policy forbids commands starting with `rm`\\")" }\n';

function denialsIn(stderr: string, size = stderr.length || 1) {
  const parser = codexAgent().parser();
  const bytes = Buffer.from(stderr);
  for (let at = 0; at < bytes.length; at += size) parser.pushErrors?.(bytes.subarray(at, at + size));
  parser.push(recorded("codex", "ok"));
  return parser.end().facts?.denials;
}

test("a command that its rules forbid is counted, which only its log tells", () => {
  expect(denialsIn(REFUSED)).toEqual({ exec_command: 1 });
  expect(denialsIn(`${REFUSED}${REFUSED.trimEnd()}`, 7)).toEqual({ exec_command: 2 });
});

test.each([
  REFUSED.replace("Rejected(", "Failed("),
  REFUSED.replace("ERROR", "WARN"),
  `echo ${REFUSED}`,
  "Rejected(\n",
  "\u0000\xff\n",
])("%j is no refusal", (line) => {
  expect(denialsIn(line)).toEqual({});
});
