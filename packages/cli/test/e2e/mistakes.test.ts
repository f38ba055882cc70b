import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Place, place } from "../fixtures/scylla.ts";
import { digestOfDirectory } from "../fixtures/untouched.ts";

const EXPERIMENT = "experiment.yaml";
const TASK = "tasks/answer/task.yaml";
const RULE = "ladder/T0/01-rule.yaml";
const LADDER = "ladder/ladder.yaml";

type Change = (text: string) => string | Buffer;

const add =
  (lines: string): Change =>
  (text) =>
    `${text}${lines}\n`;
const put =
  (content: string | Buffer): Change =>
  () =>
    content;
const swap =
  (from: string | RegExp, to: string): Change =>
  (text) =>
    text.replace(from, to);

const BOMB = `version: 1\ntitle: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n${[
  ..."cdefgh",
]
  .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"bcdefg"[i]}`).join(", ")}]`)
  .join("\n")}\n`;

/** What is wrong, where it is written, and how the command line must begin to tell it. */
const MISTAKES: readonly (readonly [what: string, file: string, change: Change, told: string])[] = [
  ["an unknown key", RULE, add("tital: x"), "CONFIG_UNKNOWN_KEY ladder/T0/01-rule.yaml:4:1"],
  ["a wrong type", EXPERIMENT, swap(/repeats: .*/, "repeats: many"), "CONFIG_INVALID experiment.yaml:7:10"],
  ["a repeated key", EXPERIMENT, add("name: other"), "CONFIG_DUPLICATE_KEY experiment.yaml:10:1"],
  ["an alias bomb", RULE, put(BOMB), "CONFIG_TOO_LARGE ladder/T0/01-rule.yaml:7:8"],
  ["a huge number", EXPERIMENT, add("seed: 1e400"), "CONFIG_INVALID experiment.yaml:10:7"],
  ["an empty file", TASK, put(""), "CONFIG_INVALID tasks/answer/task.yaml:1:1"],
  ["bytes that are not UTF-8", TASK, put(Buffer.from([0x61, 0x0a, 0xff])), "CONFIG_ENCODING tasks/answer/task.yaml:2"],
  ["a NUL", "tasks/answer/prompt.md", put("a\n\0"), "CONFIG_ENCODING tasks/answer/prompt.md:2"],
  ["a file that is not there", TASK, swap("prompt.md", "promt.md"), "FILE_MISSING tasks/answer/task.yaml:5:9"],
  [
    "a dangling reference",
    "ladder/T1/00-skill.yaml",
    swap("answer]", "answr]"),
    "REFERENCE_MISSING ladder/T1/00-skill.yaml:3:23",
  ],
  ["two set-ups alike", RULE, swap(/\{ instructions.*/, "{}"), "DUPLICATE_TREATMENT ladder/T0/01-rule.yaml:1:1"],
  [
    "tiers in a circle",
    LADDER,
    put("version: 1\ntiers:\n  T0: { title: A, dependsOn: [T1] }\n  T1: { title: B, dependsOn: [T0] }\n"),
    "TIER_CYCLE ladder/ladder.yaml:3:3",
  ],
  ["a path upwards", TASK, add("protect: [../x]"), "PATH_ESCAPE tasks/answer/task.yaml:8:11"],
  ["an absolute path", TASK, add("protect: [/etc/passwd]"), "PATH_ESCAPE tasks/answer/task.yaml:8:11"],
  [
    "a reference by path",
    RULE,
    swap("{ instructions: { text: Answer. } }", "{ skills: [../../x] }"),
    "CONFIG_INVALID ladder/T0/01-rule.yaml:3:23",
  ],
  ["nothing to grade by", TASK, swap(/checks:[\s\S]*/, ""), "TASK_UNGRADED tasks/answer/task.yaml:1:1"],
  ["a newer format", TASK, swap("version: 1", "version: 2"), "CONFIG_VERSION tasks/answer/task.yaml:1:10"],
];

let here: Place;
beforeAll(async () => {
  here = await place();
});
afterAll(() => here[Symbol.asyncDispose]());

test.concurrent.each(MISTAKES)("%s", async (what, file, change, told) => {
  const own = join(here.root, what.replaceAll(" ", "-"));
  await mkdir(own);
  await here.write({ agent: "write", root: own });
  const path = join(own, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, change(await readFile(path, "utf8").catch(() => "")));
  await refusedUntouched(own, told);
});

test.concurrent("a link that leads out of a skill", async () => {
  const own = join(here.root, "link");
  await mkdir(own);
  await here.write({ agent: "write", root: own });
  await symlink("/etc/passwd", join(own, "ladder/skills/answer/notes.md"));
  await refusedUntouched(own, "PATH_ESCAPE ladder/T1/00-skill.yaml:3:23");
});

/** Running it tells this code at this place and what to do, to people and programs, and leaves everything as it was. */
async function refusedUntouched(cwd: string, told: string): Promise<void> {
  const before = digestOfDirectory(cwd);
  const { code, stdout, stderr } = await here.scylla(["run", "experiment.yaml", "--json"], { cwd });
  const [, name = "", , where = "", advice = ""] = /^error (\w+): (.+)\n {2}at (\S+)\n {2}(.+)\n/.exec(stderr) ?? [];
  expect([code, `${name} ${where}`], stderr).toEqual([2, told]);
  expect(advice).toMatch(/[.?"]$/);
  expect(JSON.parse(stdout)).toMatchObject({ status: "error", error: { code: name, hint: expect.any(String) } });
  expect(digestOfDirectory(cwd)).toBe(before);
}
