import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Place, place } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
  const file = await here.write({ agent: "write" });
  expect(await here.scylla(["run", file])).toMatchObject({ code: 0 });
});
afterAll(() => here[Symbol.asyncDispose]());

test("limits that are met, open and missed, with their exit codes", async () => {
  const met = await here.scylla(["gate", "--only", "T0/01-rule", "--min-pass-rate", "0.2"]);
  expect(met).toMatchObject({ code: 0, stdout: "" });
  expect(met.stderr).toMatch(
    /^T0\/01-rule \(fake\): pass rate 100% \(34% to 100%\), at least 20%: not worse\nPassed: 0 worse, 0 undecided, 1 not worse\.\n$/,
  );
  const open = ["gate", "--only", "T0/01-rule", "--min-pass-rate", "0.9"];
  expect(await here.scylla(open)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("what is undecided passes"),
  });
  expect(await here.scylla([...open, "--on-undecided", "fail"])).toMatchObject({ code: 1 });
  expect(await here.scylla(["gate", "--no-regression-vs", ".scylla/small", "--margin", "1"])).toMatchObject({
    code: 0,
  });
});

test("the answers for other programs", async () => {
  const args = ["gate", "--min-pass-rate", "0.9", "--on-undecided", "fail", "--junit", "gate.xml", "--github"];
  const { code, stdout } = await here.scylla([...args, "--json"]);
  expect(code).toBe(1);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.slice(0, -1).every((line) => line.startsWith("::error title=scylla gate%3A T"))).toBe(true);
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ schema: "gate/1", passed: false, onUndecided: "fail" });
  expect(await readFile(join(here.root, "gate.xml"), "utf8")).toContain("<failure message=");
});

test.each([
  [["gate"], "a gate needs a limit"],
  [["gate", "--margin", "0.1", "--min-pass-rate", "0.5"], "--margin belongs to --no-regression-vs"],
  [["gate", "--min-pass-rate", "80%"], "--min-pass-rate takes a number from 0 to 1"],
  [["gate", "--min-pass-rate", "0.5", "--only", "T0/01-rul"], "Did you mean T0/01-rule?"],
  [["gate", "--min-pass-rate", "0.5", "--on-undecided", "fai"], "Did you mean fail?"],
  [["gate", "--min-pass-rate", "0.5", "--junit", "no/such/gate.xml"], "could not be written"],
  [["gate", "--no-regression-vs", "nowhere"], "there is no experiment in nowhere"],
])("%j is answered with what to do", async (args, words) => {
  const { code, stderr } = await here.scylla(args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
