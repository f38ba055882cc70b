import { afterAll, beforeAll, expect, test } from "vitest";
import { type Place, place } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
  const file = await here.write({ agent: "write", inherits: true });
  expect(await here.scylla(["run", file])).toMatchObject({ code: 0 });
});
afterAll(() => here[Symbol.asyncDispose]());

test("two set-ups: what is known, and what was given differently", async () => {
  const { code, stdout, stderr } = await here.scylla(["compare", "T0/00-plain", "T0/01-rule"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^A rule \(T0\/01-rule\) against Nothing but the task \(T0\/00-plain\): undecided on 1\ntask, 0 points\.\n/,
  );
  expect(stdout).toContain(
    "\nT0/01-rule: what was given differs:\n  subtest was 00-plain and is 01-rule\n  instructions",
  );
});

test("cells of one task, and experiments, with the same words", async () => {
  const cells = await here.scylla([
    "compare",
    "answer/T0/00-plain/fake",
    ".scylla/small:answer/T1/00-skill/fake",
    "--json",
  ]);
  expect(JSON.parse(cells.stdout)).toMatchObject({
    status: "compared",
    comparisons: [{ id: "T1/00-skill", family: "experiments", tasks: { planned: 1 } }],
    given: [{ id: "T1/00-skill", differences: expect.arrayContaining([expect.objectContaining({ field: "tier" })]) }],
  });
  const whole = await here.scylla(["compare", ".", ".scylla/small"]);
  expect(whole.stdout).toContain("\nT0/00-plain: the same was given.\n");
});

test.each([
  [["compare", ".", "T0/00-plain"], "an experiment can't be compared with a single set-up"],
  [["compare", "T0/00-plai", "T0/01-rule"], "small has no set-up T0/00-plai\n  Did you mean T0/00-plain?"],
  [["compare", "answr/T0/00-plain/fake", "T0/01-rule"], 'small has no task "answr"\n  Did you mean answer?'],
  [["compare", "nowhere:T0/00-plain", "T0/01-rule"], "there is no experiment in nowhere"],
  [["compare", "T0//x", "T0/01-rule"], '"T0//x" names no set-up'],
])("%j is answered with what to do", async (args, words) => {
  const { code, stdout, stderr } = await here.scylla(args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
});
