import { expect, test } from "vitest";
import { shellThatCloses } from "../../../src/sandbox/bwrap/closing-shell.ts";

test("bash is asked for only where a descriptor has two digits", () => {
  expect(shellThatCloses([], "/nonexistent")).toEqual(["/bin/sh"]);
  expect(shellThatCloses([3, 9], "/nonexistent")).toEqual(["/bin/sh"]);
  expect(shellThatCloses([10], "/nonexistent")).toMatchObject({ advice: expect.stringContaining("Install bash") });
  expect(shellThatCloses([10], "/usr/bin:/bin")).toEqual([expect.stringMatching(/\/bash$/), "-p"]);
});
