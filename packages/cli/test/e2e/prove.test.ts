import { readdirSync } from "node:fs";
import { test } from "vitest";
import { answer, place } from "../fixtures/scylla.ts";

test.concurrent("a task that cannot measure anything ends with 1, for people and programs", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write", check: ["true"] });
  const ended = await here.scylla(["validate", "experiment.yaml", "--prove", "--repeat", "2", "--json"]);
  expect([ended.code, ended.stderr]).toMatchInlineSnapshot(`
    [
      1,
      "An answer (answer)
      proved      checks start in the agent's workspace: unit
      NOT SO      doing nothing passes
      not proved  the task names no \`reference\` that could pass
      proved      checks answer alike, 2 times
    1 task of 1 would measure something else than was meant. No agent was started.
    ",
    ]
  `);
  expect(answer(ended)).toMatchObject({
    status: "disproved",
    experiment: "small",
    tasks: [{ task: "answer", claims: [{ claim: "workspace" }, { claim: "nothing", status: "disproved" }, {}, {}] }],
  });
  expect(readdirSync(here.root)).not.toContain(".scylla");
});

test.concurrent("how often is asked of --prove alone", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write" });
  const { code, stderr } = await here.scylla(["validate", "experiment.yaml", "--repeat", "2"]);
  expect([code, stderr]).toEqual([
    2,
    "error USAGE: --repeat says how often --prove grades, and there is no --prove\n  Add --prove.\n",
  ]);
});
