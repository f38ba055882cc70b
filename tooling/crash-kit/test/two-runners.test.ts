import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLedger } from "../src/examine/ledger.ts";
import { fixture } from "../src/experiment/fixture.ts";
import { makeSandbox } from "../src/experiment/sandbox.ts";
import { writeSmallExperiment } from "../src/experiment/small-experiment.ts";
import { scyllaCommand } from "../src/scylla-command.ts";
import { scyllaIn } from "../src/trial/scylla.ts";
import { reached } from "./fixtures/reached.ts";

test("a second runner is refused at once, readers are not, and the first loses nothing", async () => {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "scylla-two-"));
  await using sandbox = makeSandbox();
  const experiment = writeSmallExperiment(root, {
    agents: { gated: [fixture("gated"), "agent"] },
    check: [fixture("gated"), "check"],
  });
  writeFileSync(join(sandbox.ledger, "open-check"), "");
  const scylla = scyllaIn(sandbox, experiment);
  const first = scylla.start();
  await reached(sandbox, "agent", first);

  const second = await scylla.run();
  expect(second.code).toBe(2);
  expect(second.stderr).toContain("error STORE_LOCKED");
  expect(second.stderr).toContain(String(first.child.pid));
  const resumed = await scylla.run([...scyllaCommand(), "resume", sandbox.out]);
  expect(resumed.code).toBe(2);
  expect((await scylla.run([...scyllaCommand(), "status", sandbox.out])).stderr).toContain("0 of 1 run valid");

  writeFileSync(join(sandbox.ledger, "open-agent"), "");
  expect(await first.ended).toMatchObject({ code: 0 });
  expect(readLedger(sandbox.ledger).purchases).toHaveLength(1);
  rmSync(root, { recursive: true, force: true });
});
