import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { candidateLines } from "../../src/completion/candidates.ts";
import { complete } from "../../src/completion/complete.ts";
import { program } from "../../src/program.ts";

let root = "";
let exp = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scylla complete-"));
  exp = join(root, ".scylla/small");
  await mkdir(join(exp, "reports"), { recursive: true });
  await writeFile(join(exp, "store.db"), "");
  const runs = ["slugs/T0/00-plain/toy/01", "slugs/T0/00-plain/toy/02", "sizes/T1/00-skill/toy/01"].map((key) => ({
    key,
  }));
  await writeFile(join(exp, "reports/results.json"), JSON.stringify({ runs }));
  for (const tier of ["T0", "T7", "blocks"]) await mkdir(join(root, "rungs", tier), { recursive: true });
  for (const tier of ["T0", "T7"]) await writeFile(join(root, "rungs", tier, "00-x.yaml"), "");
  await writeFile(join(root, "experiment.yaml"), "version: 1\nladder: rungs # here\n");
});
afterAll(() => rm(root, { recursive: true, force: true }));

const scylla = program(() => {});
const offers = async (...words: readonly string[]): Promise<readonly string[]> =>
  (await complete(scylla, words)).values.map(({ value }) => value);

/** A command that takes what those to come will take. */
function inspecting(): Command {
  const top = new Command("scylla");
  top
    .command("inspect")
    .argument("[DIR]")
    .argument("[KEY]")
    .option("--task <TASK>")
    .option("--stage <agent|check>")
    .option("-q");
  return top;
}

test("commands, with what they are for; options, each once", async () => {
  const { values } = await complete(scylla, ["va"]);
  expect(values).toEqual([{ value: "validate", about: expect.stringMatching(/^read an experiment/) }]);
  expect(await offers("")).toEqual(scylla.commands.map((one) => one.name()));
  expect(await offers("help", "repo")).toEqual(["report"]);
  expect(await offers("--v")).toEqual(["--version"]);
  expect(await offers("run", "--json", "--")).not.toContain("--json");
  expect(await offers("run", "--json", "--")).toContain("--help");
});

test("values of options, also with an equals sign, which bash takes for a word of its own", async () => {
  expect(await offers("run", "--until", "ca")).toEqual(["capture"]);
  expect(await offers("run", "--until=ca")).toEqual(["--until=capture"]);
  expect(await offers("run", "--until", "=", "ca")).toEqual(["capture"]);
  expect(await offers("run", "--until", "=")).toHaveLength(6);
  expect(await offers("report", "--format", "")).toContain("markdown");
  expect(await offers("run", "--repeats", "")).toEqual([]);
  expect((await complete(inspecting(), ["inspect", "--stage", ""])).values).toEqual([
    { value: "agent" },
    { value: "check" },
  ]);
});

test("groups of the experiment's own ladder, each once in a list", async () => {
  const file = join(root, "experiment.yaml");
  expect(await offers("run", file, "--tiers", "")).toEqual(["T0", "T7"]);
  expect(await offers("run", file, "--tiers", "T7,")).toEqual(["T7,T0"]);
});

test("keys, part by part, of the experiment directory that is named", async () => {
  const keys = async (...words: readonly string[]): Promise<readonly string[]> =>
    (await complete(inspecting(), ["inspect", ...words])).values.map(({ value }) => value);
  expect(await keys(exp, "")).toEqual(["slugs/", "sizes/"]);
  expect(await keys(exp, "slugs/T0/00-plain/toy/")).toEqual(["slugs/T0/00-plain/toy/01", "slugs/T0/00-plain/toy/02"]);
  expect(await keys(root, "si")).toEqual(["sizes/"]);
  expect(await keys(exp, "--task", "")).toEqual(["slugs", "sizes"]);
});

test("the commands that look into runs are offered their keys, and names with commas between them", async () => {
  const before = process.cwd();
  process.chdir(root);
  try {
    expect(await offers("explain", "si")).toEqual(["sizes/"]);
    expect(await offers("explain", "sizes", "--against", "sl")).toEqual(["slugs/"]);
    expect(await offers("rerun", "--task", "slugs,")).toEqual(["slugs,sizes"]);
    expect(await offers("rerun", "--tier", "")).toEqual(["T0", "T1"]);
    expect(await offers("rerun", "--subtest", "00-p")).toEqual(["00-plain"]);
    expect(await offers("rerun", "--subtest", "T1/")).toEqual(["T1/00-skill"]);
    expect(await offers("rerun", "--agent", "")).toEqual(["toy"]);
    expect(await offers("rerun", "--run", "slugs/T0/00-plain/toy/")).toHaveLength(2);
    expect(await offers("rerun", "--outcome", "timeout,inf")).toEqual(["timeout,infra_error"]);
    expect(await offers("rerun", "--stage", "c")).toEqual(["check"]);
  } finally {
    process.chdir(before);
  }
});

test("paths are the shell's business; experiments under .scylla are offered with them", async () => {
  expect(await complete(scylla, ["run", ""])).toEqual({ kind: "files", values: [] });
  expect(await complete(scylla, ["status", `${root}/`])).toEqual({ kind: "dirs", values: [{ value: exp }] });
  expect(await complete(scylla, ["run", "a.yaml", ""])).toEqual({ kind: "none", values: [] });
});

test("what is offered is one line each, whatever it holds", () => {
  expect(candidateLines({ kind: "none", values: [{ value: "a\u001b[2J\nb", about: "c\td" }] })).toBe(
    "none\na [2J b\tc d\n",
  );
});

test("set-ups of the experiment, for what is held against limits or compared", async () => {
  expect(await offers("gate", exp, "--only", "T0/00-plain,T")).toEqual(["T0/00-plain,T1/00-skill"]);
  expect(await offers("gate", "--on-undecided", "f")).toEqual(["fail"]);
  const here = process.cwd();
  process.chdir(root);
  try {
    expect(await offers("compare", "T1/")).toEqual(["T1/00-skill"]);
    expect(await offers("compare", "T1/00-skill", ".sc")).toEqual([".scylla/small"]);
  } finally {
    process.chdir(here);
  }
});
