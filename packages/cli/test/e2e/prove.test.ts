import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { changeTask } from "../fixtures/repositories.ts";
import { answer, type Place, place, type Running, until } from "../fixtures/scylla.ts";

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

/** Proves a task whose check tells its process and waits, until that is under way. */
async function underWay(here: Place, work: string): Promise<{ readonly proof: Running; readonly check: number }> {
  const told = join(here.root, "pid");
  await here.write({
    agent: "write",
    check: ["sh", "-c", `echo $$ >'${told}.new'; mv '${told}.new' '${told}'; sleep 600`],
  });
  const proof = here.start(["validate", "experiment.yaml", "--prove"], { env: { SCYLLA_WORK_DIR: work } });
  await until(() => existsSync(told));
  return { proof, check: Number(readFileSync(told, "utf8")) };
}

/** An orphan that has ended stays in the table until its new parent has looked. */
function isAlive(process: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${process}/stat`, "utf8"));
  } catch {
    return false;
  }
}

const proofsIn = (work: string): readonly string[] =>
  ["runs", "experiments"].flatMap((kind) => readdirSync(join(work, kind)).filter((name) => name.startsWith("prove")));

test.concurrent("Ctrl-C ends a proof and leaves nothing of it", async ({ expect }) => {
  await using here = await place();
  const work = join(here.root, "work");
  const { proof, check } = await underWay(here, work);
  proof.child.kill("SIGINT");
  const { code, stderr } = await proof.ended;
  expect([code, stderr]).toEqual([130, expect.stringMatching(/^Stopping now: nothing is kept of what was tried\.\n/)]);
  expect([proofsIn(work), isAlive(check)]).toEqual([[], false]);
});

test.concurrent.for([
  ["validate", "experiment.yaml", "--prove", "--repeat", "1"],
  ["run", "experiment.yaml"],
])(
  "what a killed proof leaves is ended and removed by the next %j, and that of one under way is not",
  async (command, { expect }) => {
    await using here = await place();
    const work = join(here.root, "work");
    const killed = await underWay(here, work);
    killed.proof.child.kill("SIGKILL");
    await killed.proof.ended;
    const left = proofsIn(work);
    expect([left.length, isAlive(killed.check)]).toEqual([2, true]);

    await using other = await place();
    const living = await underWay(other, work);
    changeTask(here.root, (text) => text.replace("sleep 600", "true"));
    const next = await here.scylla(command, { env: { SCYLLA_WORK_DIR: work } });
    expect(next.code, next.stderr).toBeLessThan(2);
    expect(proofsIn(work).filter((name) => left.includes(name))).toEqual([]);
    expect([isAlive(killed.check), isAlive(living.check)]).toEqual([false, true]);
    expect(proofsIn(work)).toHaveLength(2);
    living.proof.child.kill("SIGINT");
    await living.proof.ended;
    expect(proofsIn(work)).toEqual([]);
  },
);
