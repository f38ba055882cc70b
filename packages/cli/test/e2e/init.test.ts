import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesOf } from "../../src/lay-project.ts";
import { answer, type Place, place } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
});
afterAll(() => here[Symbol.asyncDispose]());

/** An empty directory. */
async function empty(name: string): Promise<string> {
  const dir = join(here.root, name);
  await mkdir(dir);
  return dir;
}

test("in an empty directory: init, and the three commands that it prints", async () => {
  const cwd = await empty("first");
  const made = await here.scylla(["init"], { cwd });
  expect([made.code, made.stdout]).toEqual([0, ""]);
  const commands = [...made.stderr.matchAll(/^ {2}scylla (.*)$/gm)].map(([, words = ""]) => words);
  expect(commands).toEqual(["validate experiment.yaml", "run experiment.yaml", "report ."]);
  const ended = [];
  for (const words of commands) ended.push(await here.scylla(words.split(" "), { cwd }));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(ended[1]?.stderr).toContain("Complete: all 15 planned runs are valid.");
  expect(ended[1]?.stderr).toMatch(/A rule about edge cases \(T0\/01-rule\) +helps on \d+ tasks?,/);
  expect(ended[2]?.stdout).toContain("A skill about edge cases (T1/00-skill)");
});

test("the task of a new project is proved in all that can be proved", async () => {
  const cwd = await empty("proved");
  await here.scylla(["init"], { cwd });
  const proved = await here.scylla(["validate", "experiment.yaml", "--prove", "--repeat", "2"], { cwd });
  expect([proved.code, proved.stderr]).toEqual([
    0,
    `Initials of any name (initials)
  proved      checks start in the agent's workspace: own-tests
  proved      doing nothing fails: hidden-tests
  proved      the reference passes
  proved      checks answer alike, 2 times
No agent was started.
`,
  ]);
});

test("every file leads an editor to a schema that is there", async () => {
  const cwd = await empty("schemas-of");
  await here.scylla(["init"], { cwd });
  const files = filesOf(cwd).filter((file) => file.endsWith(".yaml"));
  expect(files).toHaveLength(5);
  for (const file of files) {
    const schema = /^# yaml-language-server: \$schema=(\S+)$/m.exec(await readFile(join(cwd, file), "utf8"))?.[1] ?? "";
    expect(JSON.parse(await readFile(join(cwd, file, "..", schema), "utf8"))).toHaveProperty("properties");
  }
});

test("what is there is never overwritten, and nothing is written beside it", async () => {
  const cwd = await empty("taken");
  await mkdir(join(cwd, "ladder/T0"), { recursive: true });
  await writeFile(join(cwd, "ladder/T0/00-plain.yaml"), "mine");
  await writeFile(join(cwd, "experiment.yaml"), "mine");
  const refused = await here.scylla(["init"], { cwd });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatchInlineSnapshot(`
    "error USAGE: no project can be made in . without overwriting experiment.yaml, ladder/T0/00-plain.yaml
      Nothing was written. Name a directory that is empty or does not exist.
    "
  `);
  expect(filesOf(cwd)).toEqual(["experiment.yaml", "ladder/T0/00-plain.yaml"]);
});

test("other files are left as they are, and what is there already in the same bytes is no obstacle", async () => {
  const cwd = await empty("shared");
  await writeFile(join(cwd, "notes.txt"), "mine");
  const made = await here.scylla(["init", "--json"], { cwd });
  expect(answer(made)).toMatchObject({ status: "made", dir: "ROOT/shared", experiment: "ROOT/shared/experiment.yaml" });
  const files = filesOf(cwd);
  expect(await here.scylla(["init"], { cwd })).toMatchObject({ code: 0 });
  expect(filesOf(cwd)).toEqual(files);
  expect(await readFile(join(cwd, "notes.txt"), "utf8")).toBe("mine");
});

test("where nothing can be written it is refused, and without git nothing is left", async () => {
  await writeFile(join(here.root, "file"), "");
  const onFile = await here.scylla(["init", "file/project"]);
  expect([onFile.code, onFile.stderr]).toEqual([2, expect.stringMatching(/^error USAGE: files can't be put into/)]);
  const cwd = await empty("no-git");
  const noGit = await here.scylla(["init", "new", "--json"], { cwd, env: { PATH: join(here.root, "nothing") } });
  expect(answer(noGit)).toMatchObject({ error: { code: "GIT_MISSING" } });
  expect(await readdir(cwd)).toEqual([]);
  await chmod(cwd, 0o500);
  // Permissions do not hold root back.
  const code = process.getuid?.() === 0 ? 0 : 2;
  expect(await here.scylla(["init"], { cwd })).toMatchObject({ code });
  await chmod(cwd, 0o700);
});
