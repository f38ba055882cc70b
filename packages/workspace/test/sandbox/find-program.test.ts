import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findProgram } from "../../src/sandbox/find-program.ts";
import { place } from "../fixtures/places.ts";

test("a name leads to the first executable file of the PATH, a path to itself", () => {
  const dir = place();
  for (const name of ["first", "second"]) mkdirSync(join(dir, name));
  writeFileSync(join(dir, "first", "tool"), "not executable");
  writeFileSync(join(dir, "second", "tool"), "#!/bin/sh\n");
  chmodSync(join(dir, "second", "tool"), 0o755);
  mkdirSync(join(dir, "first", "folder"));
  const path = `:first:${dir}/first:${dir}/second`;
  const tool = join(dir, "second", "tool");
  expect(findProgram("tool", path)).toBe(tool);
  expect(findProgram("./second/tool", "", dir)).toBe(tool);
  expect(findProgram(tool, undefined)).toBe(tool);
  for (const missing of ["folder", "nothing", "./tool", `${dir}/first/tool`])
    expect(findProgram(missing, path)).toBeNull();
});
