import { globSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunResult, resultsSchema } from "@scylla/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leftoversOf } from "../src/examine/leftovers.ts";
import { fixture } from "../src/experiment/fixture.ts";
import { makeSandbox, type Sandbox } from "../src/experiment/sandbox.ts";
import { writeSmallExperiment } from "../src/experiment/small-experiment.ts";
import type { ProcessEnd } from "../src/run-process.ts";
import { scyllaIn } from "../src/trial/scylla.ts";

const HOSTILE = fileURLToPath(new URL("../fixtures/hostile", import.meta.url));

/** How each agent's run has to end: its outcome, and whether it passed. What an agent does stands at the top of its file. */
const ENDS: Readonly<Record<string, readonly [RunResult["outcome"], boolean | null]>> = {
  commits: ["ok", true],
  daemons: ["ok", true],
  deletes: ["ok", true],
  "does-nothing": ["ok", false],
  fails: ["agent_error", true],
  filters: ["ok", true],
  floods: ["ok", true],
  hooks: ["ok", true],
  ignores: ["ok", true],
  "kills-itself": [null, null],
  links: ["ok", true],
  nests: ["ok", true],
  oddities: ["ok", true],
  renames: ["ok", true],
  sleeps: ["timeout", true],
  terminates: ["agent_error", true],
};

let root: string;
let sandbox: Sandbox;
let end: ProcessEnd;
let runs: ReadonlyMap<string, RunResult>;

beforeAll(async () => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "scylla-hostile-"));
  sandbox = makeSandbox();
  const agents = Object.fromEntries(readdirSync(HOSTILE).map((name) => [name, [join(HOSTILE, name)]]));
  const experiment = writeSmallExperiment(root, { agents, check: [fixture("hostile-check")], time: "10s" });
  const scylla = scyllaIn(sandbox, experiment);
  end = await scylla.run();
  const results = resultsSchema.parse(await scylla.results());
  runs = new Map(results.runs.map((run) => [run.agent, run]));
}, 120_000);

afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

test("every hostile agent has its expectation", () => {
  expect(readdirSync(HOSTILE)).toEqual(Object.keys(ENDS));
});

for (const [agent, [outcome, passed]] of Object.entries(ENDS)) {
  test(`an agent that ${agent.replaceAll("-", " ")} costs no other its result, and has its own`, () => {
    const run = runs.get(agent);
    expect({ outcome: run?.outcome, passed: run?.passed }, end.stderr).toEqual({ outcome, passed });
  });
}

test("one run that keeps failing makes the exit code 5, and all others are valid", () => {
  expect(end.code).toBe(5);
  expect(JSON.parse(end.stdout)).toMatchObject({
    status: "failed",
    counts: { planned: runs.size, valid: runs.size - 1, missing: 1 },
  });
  expect(end.stderr).toContain("killed by SIGKILL from outside");
});

test("nothing that an agent planted was run by the harness", () => {
  expect(globSync(join(sandbox.ledger, "pwned-*")).map((path) => basename(path))).toEqual([]);
});

test("nothing outside of a workspace was read into a patch, and nothing was written through a link", () => {
  expect(globSync(join(sandbox.ledger, "*")).map((path) => basename(path))).toEqual(["secret"]);
});

test("no process, mount or directory of an agent is left", () => {
  expect(leftoversOf(sandbox)).toEqual([]);
});
