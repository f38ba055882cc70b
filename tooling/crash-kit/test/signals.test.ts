import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLedger } from "../src/examine/ledger.ts";
import { leftoversOf } from "../src/examine/leftovers.ts";
import { fixture } from "../src/experiment/fixture.ts";
import { makeSandbox, type Sandbox } from "../src/experiment/sandbox.ts";
import { writeSmallExperiment } from "../src/experiment/small-experiment.ts";
import { scyllaCommand } from "../src/scylla-command.ts";
import { scyllaIn } from "../src/trial/scylla.ts";
import { reached } from "./fixtures/reached.ts";

const STAGES = ["setup", "agent", "check"] as const;
const SIGNALS = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const;

let root: string;
let experiment: string;

beforeAll(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "scylla-signals-"));
  experiment = writeSmallExperiment(root, {
    setup: [fixture("gated"), "setup"],
    agents: { gated: [fixture("gated"), "agent"] },
    check: [fixture("gated"), "check"],
    repeats: 2,
    concurrency: 1,
  });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Lets every gated program but one pass. */
function openAllBut(sandbox: Sandbox, closed: string): void {
  for (const stage of STAGES.filter((one) => one !== closed)) open(sandbox, stage);
}

function open(sandbox: Sandbox, stage: string): void {
  writeFileSync(join(sandbox.ledger, `open-${stage}`), "");
}

for (const stage of STAGES) {
  describe.concurrent(`while the ${stage === "check" ? "check" : stage} of a run is at work`, () => {
    for (const [signal, code] of SIGNALS) {
      test(`${signal} lets it finish, starts nothing new, and says how to carry on`, async () => {
        await using sandbox = makeSandbox();
        const scylla = scyllaIn(sandbox, experiment);
        openAllBut(sandbox, stage);
        const runner = scylla.start();
        await reached(sandbox, stage, runner);
        runner.child.kill(signal);
        if (stage !== "setup") open(sandbox, stage);
        const end = await runner.ended;
        expect(end.code, end.stderr).toBe(code);
        // The set-up of a task is no run: nothing is bought after it.
        expect(readLedger(sandbox.ledger).purchases).toHaveLength(stage === "setup" ? 0 : 1);
        expect(end.stderr).toMatch(/ resume \S*\/out$/m);
        await carriesOn(sandbox, stage, 2);
      });
    }

    test("a second signal kills it, and nothing is lost that was paid for", async () => {
      await using sandbox = makeSandbox();
      const scylla = scyllaIn(sandbox, experiment);
      openAllBut(sandbox, stage);
      const runner = scylla.start();
      await reached(sandbox, stage, runner);
      runner.child.kill("SIGINT");
      runner.child.kill("SIGTERM");
      const end = await runner.ended;
      // Two signals may be seen in either order.
      expect([130, 143], end.stderr).toContain(end.code);
      expect(leftoversOf(sandbox).filter((left) => left.startsWith("process"))).toEqual([]);
      // An agent that was killed is bought again; whatever was captured is not.
      await carriesOn(sandbox, stage, 2);
    });
  });
}

async function carriesOn(sandbox: Sandbox, stage: string, runs: number): Promise<void> {
  open(sandbox, stage);
  const scylla = scyllaIn(sandbox, experiment);
  const end = await scylla.run([...scyllaCommand(), "resume", sandbox.out, "--json"]);
  expect(end.code, end.stderr).toBe(0);
  expect(JSON.parse(end.stdout)).toMatchObject({ status: "complete", counts: { planned: runs, valid: runs } });
  expect(readLedger(sandbox.ledger).purchases).toHaveLength(runs);
  expect(leftoversOf(sandbox)).toEqual([]);
}
