import { join } from "node:path";
import { readExperiment } from "@scylla/compose";
import { cellLabel } from "@scylla/contracts";
import { expect, test } from "vitest";
import { answer, place, until } from "../fixtures/scylla.ts";

/** Of every run, by key: how often its agent was bought, and how often its current attempt was graded. */
async function counted(dir: string): Promise<Record<string, string>> {
  const { view } = await readExperiment({ dir });
  const labels = new Map(view.plan.cells.map(({ digest, key }) => [digest, cellLabel(key)]));
  return Object.fromEntries(
    view.runs.map(({ cell, n, state, attempt, grading }) => [
      `${labels.get(cell)}/${n}`,
      `${state} ${attempt}.${grading}`,
    ]),
  );
}

test("a rerun is asked for, recorded, and done once, also when it is killed in the middle", async () => {
  await using here = await place();
  await here.write({ agent: "counted", inherits: true });
  const dir = join(here.root, ".scylla/small");
  expect((await here.scylla(["run", "experiment.yaml", "--json"])).code).toBe(0);
  const before = await counted(dir);

  const refused = async (...args: readonly string[]): Promise<string> => {
    const { code, stderr } = await here.scylla(["rerun", ...args]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(
    [await refused("--tier", "T5", "--run", "2"), await refused("--tier", "T0", "--yes")].join("\n"),
  ).toMatchInlineSnapshot(`
    "small in .scylla/small: 1 run to be bought again
      The best (T5/00-best)
        answer/T5/00-best/fake/02  ok, $0.010
    What they cost, $0.010, goes to the ledger, and about as much is spent again
    error USAGE: 1 agent would be bought again, and nobody can be asked here
      Agree with --yes, or look first with --dry-run.

    small in .scylla/small: 4 runs to be bought again
      Nothing but the task (T0/00-plain)
        answer/T0/00-plain/fake/01  ok, $0.010
        answer/T0/00-plain/fake/02  ok, $0.010
      A rule (T0/01-rule)
        answer/T0/01-rule/fake/01  ok, $0.010
        answer/T0/01-rule/fake/02  ok, $0.010
    What they cost, $0.040, goes to the ledger, and about as much is spent again
    error PLAN_REFUSED: the winner of Prompts (T0) for fake was chosen from these runs, and what inherits from it was planned with it
      A recorded winner is never chosen again. Leave the group out, or keep its winner as it is recorded with --keep-winners, or run the experiment afresh in another directory with \`scylla run --out\`.
    "
  `);
  expect(await counted(dir)).toEqual(before);

  // All marks are one transaction: whoever sees one of them sees all.
  const rerun = here.start(["rerun", "--tier", "T0,T1", "--keep-winners", "--reason", "flaky network", "--yes"]);
  const marked = async (): Promise<number> =>
    Object.values(await counted(dir)).filter((one) => one === "planned 2.1").length;
  let seen = 0;
  await until(async () => {
    seen = await marked();
    return seen > 0;
  });
  rerun.child.kill("SIGKILL");
  expect(seen).toBe(6);
  await rerun.ended;
  const resumed = await here.scylla(["resume"]);
  expect(resumed.stderr).toContain(
    "Runs: 2 kept, 6 repeated, 0 new.\n  6: rerun of --tier T0,T1: flaky network (recorded winners stay)\n",
  );
  expect(
    Object.entries(await counted(dir))
      .map(([key, state]) => `${key} ${state}`)
      .sort(),
  ).toEqual(
    Object.keys(before)
      .map((key) => `${key} graded ${key.includes("/T5/") ? 1 : 2}.1`)
      .sort(),
  );
  expect(await here.lines("purchases")).toHaveLength(8 + 6);
  expect((await readExperiment({ dir })).extras.spend).toEqual({ resultsUsd: 0.08, outsideUsd: 0.06, unknown: 0 });

  expect((await here.scylla(["report"])).stdout.replaceAll("\n", " ")).toContain(
    "6 runs were marked to be bought again (rerun of --tier T0,T1: flaky network (recorded winners stay)); what this replaced cost $0.060, outside of these results.",
  );

  const graded = await here.scylla(["rerun", "--run", "answer/T5/00/fake/2", "--stage", "check", "--json"]);
  expect(answer(graded)).toMatchObject({
    status: "marked",
    purchases: 0,
    runs: [{ key: "answer/T5/00-best/fake/02" }],
  });
  // What is marked already is not marked again.
  const again = await here.scylla(["rerun", "--run", "answer/T5/00/fake/2", "--stage", "check", "--json"]);
  expect(answer(again)).toMatchObject({ status: "nothing", runs: [], open: ["answer/T5/00-best/fake/02"] });
  expect((await here.scylla(["resume", "--json"])).code).toBe(0);
  expect((await counted(dir))["answer/T5/00-best/fake/2"]).toBe("graded 1.2");
  expect(await here.lines("purchases")).toHaveLength(8 + 6);
});
