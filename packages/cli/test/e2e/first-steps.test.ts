import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { resultsSchema } from "@scylla/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { program } from "../../src/program.ts";
import { answer, type Place, place } from "../fixtures/scylla.ts";

/** The help of a command, as it prints it. */
function helpOf(name: string): string {
  const command = program(() => {}).commands.find((one) => one.name() === name);
  let text = "";
  command
    ?.configureOutput({
      writeOut: (more) => {
        text += more;
      },
    })
    .outputHelp();
  return text;
}

let here: Place;
beforeAll(async () => {
  here = await place();
  await here.write({ agent: "write", inherits: true });
});
afterAll(() => here[Symbol.asyncDispose]());

test("the version needs no other module", async () => {
  const refuse = `import { registerHooks } from "node:module";
    registerHooks({ resolve: (name, context, next) => {
      if (context.parentURL && !name.startsWith("node:") && !/bin\\.ts|version\\.ts|required-node\\.ts/.test(name)) throw new Error("loads " + name);
      return next(name, context);
    } });`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(refuse)}` };
  const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
  for (const flag of ["--version", "-V"]) {
    expect(await here.scylla([flag], { env, fromSources: true })).toEqual({
      code: 0,
      signal: null,
      stdout: `${version}\n`,
      stderr: "",
    });
  }
});

test("validate says what would run, and starts nothing", async () => {
  const { code, stdout, stderr } = await here.scylla(["validate", "experiment.yaml"]);
  expect([code, stdout]).toEqual([0, ""]);
  expect(stderr).toMatchInlineSnapshot(`
    "small is valid: 1 task x 4 set-ups x 1 agent x 2 runs of each = 8 runs
      Prompts (T0)
        Nothing but the task (T0/00-plain)
        A rule (T0/01-rule)
      Skills (T1)
        A skill (T1/00-skill)
      Hybrid (T5)
        The best (T5/00-best)
    Nothing was started. Run it:
      scylla run experiment.yaml
    "
  `);
  const json = await here.scylla(["validate", "experiment.yaml", "--json"]);
  expect(answer(json)).toEqual({
    status: "valid",
    experiment: "small",
    counts: { planned: 8, valid: 0, missing: 8 },
  });
});

test("run, status, report, and the same again", async () => {
  const first = await here.scylla(["run", "experiment.yaml"]);
  expect([first.code, first.stdout]).toEqual([0, ""]);
  expect(first.stderr).toMatchInlineSnapshot(`
    "Runs: 8 new.
    Group Prompts (T0): its winner for fake is Nothing but the task (T0/00-plain).
    Group Skills (T1): its winner for fake is A skill (T1/00-skill).

    Complete: all 8 planned runs are valid.
    small: 4 set-ups, 1 task, 1 agent, 2 runs of each

    Against Nothing but the task (T0/00-plain), 2 of 2 passed:
      A rule (T0/01-rule)    undecided on 1 task, 0 points; 2 of 2 passed
      A skill (T1/00-skill)  undecided on 1 task, 0 points; 2 of 2 passed
      The best (T5/00-best)  undecided on 1 task, 0 points; 2 of 2 passed

    Report: .scylla/small/reports/report.md
    "
  `);

  const status = await here.scylla(["status"]);
  expect([status.code, status.stderr]).toMatchInlineSnapshot(`
    [
      0,
      "small in .scylla/small: finished, 8 of 8 runs valid
      Prompts (T0), fake: 4 of 4 valid
      Skills (T1), fake: 2 of 2 valid
      Hybrid (T5), fake: 2 of 2 valid
      agents reported $0.080 for these runs
    ",
    ]
  `);

  const report = await here.scylla(["report"]);
  expect([report.code, report.stderr]).toEqual([0, ""]);
  await expect(report.stdout).toMatchFileSnapshot("../fixtures/screens/report.txt");

  const json = await here.scylla(["report", "--format", "json"]);
  const results = resultsSchema.parse(JSON.parse(json.stdout));
  const keys = results.runs.map((run) => run.key);
  expect(keys).toHaveLength(8);
  expect(keys).toEqual(keys.toSorted());

  const again = await here.scylla(["run", join(here.root, "experiment.yaml"), "--json"], { cwd: "/" });
  expect(again.stderr).toBe("Runs: 8 kept, 0 repeated, 0 new.\n");
  expect(answer(again)).toEqual({
    status: "complete",
    dir: "ROOT/.scylla/small",
    counts: { planned: 8, valid: 8, missing: 0 },
    durationMs: expect.any(Number),
  });
  const resumed = await here.scylla(["resume", ".scylla/small"]);
  expect([resumed.code, resumed.stderr]).toEqual([0, first.stderr.replace(/^(.*\n)*?(?=\n)/, again.stderr)]);

  expect((await here.scylla(["report", ".scylla", "--json"])).stdout).toBe(json.stdout);
  expect(await readFile(join(here.root, ".scylla/small/reports/results.json"), "utf8")).toBe(json.stdout);
  const markdown = await here.scylla(["report", "--format", "markdown"]);
  expect(await readFile(join(here.root, ".scylla/small/reports/report.md"), "utf8")).toBe(markdown.stdout);
  expect(answer(await here.scylla(["status", "--json"]))).toEqual({
    status: "finalized",
    dir: "ROOT/.scylla/small",
    counts: { planned: 8, valid: 8, missing: 0 },
  });
});

test("a reader that goes away is no error", async () => {
  const { child, ended } = here.start(["report", "--json"]);
  child.stdout?.destroy();
  expect(await ended).toMatchObject({ code: 0, stderr: "" });
});

test("help is grouped by what one does", async () => {
  const help = await here.scylla(["--help"]);
  await expect(help.stdout).toMatchFileSnapshot("../fixtures/screens/help.txt");
  expect(await here.scylla(["help"])).toEqual(help);
  expect(await here.scylla(["help", "run"])).toMatchObject({ code: 0, stdout: helpOf("run") });
  expect(await here.scylla([])).toMatchObject({ code: 2, stdout: "", stderr: help.stdout });
});
