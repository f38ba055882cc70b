import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Place, place } from "../fixtures/scylla.ts";

const BUDGET = "budget: { usd: 20 }";

let here: Place;
let written: string;
beforeAll(async () => {
  here = await place();
  const bin = join(here.root, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "claude"), `#!/bin/sh\necho "2.1.400 (Claude Code)"\n`);
  await chmod(join(bin, "claude"), 0o755);
  const text = await readFile(await here.write({ agent: "write", repeats: 2 }), "utf8");
  const asking = "  - { id: claude, kind: claude-code, model: claude-sonnet-4-5 }";
  written = text.replace(/^ {2}- \{ id: fake.*$/m, asking).replace("60s }", "60s, usd: 0.5 }");
});
afterAll(() => here[Symbol.asyncDispose]());

const env = (more: NodeJS.ProcessEnv = {}) => ({ PATH: `${join(here.root, "bin")}:${process.env["PATH"]}`, ...more });

/** The small experiment with an agent that asks models. */
const write = (more: string): Promise<void> => writeFile(join(here.root, "experiment.yaml"), `${written}${more}\n`);

test("an experiment that costs money says what it may cost", async () => {
  await write("");
  const { code, stderr } = await here.scylla(["run", "experiment.yaml", "--yes"], { env: env() });
  expect([code, stderr]).toEqual([
    2,
    `error CONFIG_INVALID: the agent claude asks models, which costs money, and there is no budget
  at experiment.yaml:6:25
  Say what all of it may cost with \`budget: { usd: 20 }\`, or \`budget: none\` for no bound.
`,
  ]);
});

test("where nobody can be asked, nothing is started without --yes, and the price is told", async () => {
  await write(BUDGET);
  for (const more of [[], ["--fresh"]]) {
    const { code, stdout, stderr } = await here.scylla(["run", "experiment.yaml", ...more], { env: env() });
    expect([code, stdout, stderr]).toEqual([
      2,
      "",
      `claude: claude-code 2.1.400 is here; Scylla was tried with 2.1.330. Look closely at its first runs.
Agents to start: 6
  claude: 6 starts, of unknown cost so far
  limits of a run: time 1m, $0.50
Cost: not known before agents have reported some
  at most $3.00 if each run uses its limit and none is repeated
  $0 of the budget of $20.00 is spent; at its end nothing more is started
error USAGE: 6 agents would be started that cost money, and nobody can be asked here
  Agree with --yes, or look first with \`scylla plan\`.
`,
    ]);
  }
  expect(answer(await here.scylla(["run", "experiment.yaml", "--json"], { env: env() }))).toMatchObject({
    error: { code: "USAGE" },
  });
  expect(existsSync(join(here.root, ".scylla"))).toBe(false);
});

test("a key that is not there is found out before anything is bought", async () => {
  await write(BUDGET);
  const { code, stderr } = await here.scylla(["run", "experiment.yaml", "--yes"], { env: env() });
  expect(code).toBe(2);
  expect(stderr).toContain(
    "error KEY_MISSING: the key of anthropic is not there: the environment variable ANTHROPIC_API_KEY is not set",
  );
  const listed = answer(await here.scylla(["status", "--json"])) as { readonly counts: object };
  expect(listed.counts).toMatchObject({ planned: 6, valid: 0 });
});

test("an agent that is not installed says how to install it", async () => {
  await write(BUDGET);
  const { code, stderr } = await here.scylla(["plan", "experiment.yaml"], { env: { PATH: "/usr/bin:/bin" } });
  expect(code).toBe(2);
  expect(stderr).toBe(`error AGENT_MISSING: claude can't be started (ENOENT)
  Install it with \`npm install --global @anthropic-ai/claude-code@2.1.330\`.
`);
});
