import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Ended, type Place, place } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
});
afterAll(() => here[Symbol.asyncDispose]());

interface Check {
  readonly check: string;
  readonly status: string;
  readonly what: string;
  readonly advice: string | null;
}

/** What was found that is not all right, by what was looked at. */
function findings(ended: Ended): Readonly<Record<string, Check>> {
  const { checks } = answer(ended) as { readonly checks: readonly Check[] };
  return Object.fromEntries(checks.filter(({ status }) => status !== "ok").map((check) => [check.check, check]));
}

/** A directory with a git in it that says this. */
async function fakeGit(name: string, says: string): Promise<string> {
  const dir = join(here.root, name);
  await mkdir(dir);
  await writeFile(join(dir, "git"), `#!/bin/sh\necho ${says}\n`);
  await chmod(join(dir, "git"), 0o755);
  return dir;
}

test("on a machine that can run experiments, everything is all right, and nothing is left", async () => {
  const before = await readdir(here.root);
  const ended = await here.scylla(["doctor"]);
  expect([ended.code, ended.stdout]).toEqual([0, ""]);
  const lines = ended.stderr.trimEnd().split("\n");
  expect(lines.slice(0, 4)).toEqual([
    expect.stringMatching(/^ok {7}node: Node 2\d\.\d+\.\d+ on \w+$/),
    expect.stringMatching(/^ok {7}sqlite: SQLite 3\.\d+\.\d+$/),
    expect.stringMatching(/^ok {7}git: git \d+\.\d+/),
    "ok       home: ROOT",
  ]);
  expect(lines.at(-1)).toBe("Runs can be made here.");
  expect(answer(await here.scylla(["doctor", "--json"]))).toMatchObject({ status: "ready" });
  expect(await readdir(here.root)).toEqual(before);
});

test("no git and an old one are problems, and it says which is needed", async () => {
  const missing = await here.scylla(["doctor", "--json"], { env: { PATH: join(here.root, "nothing") } });
  expect(missing.code).toBe(2);
  expect(findings(missing)["git"]).toMatchObject({
    what: "git can't be started",
    advice: expect.stringContaining("2.31"),
  });
  const old = await here.scylla(["doctor", "--json"], { env: { PATH: await fakeGit("old", "git version 2.30.9") } });
  expect(findings(old)).toMatchObject({ git: { status: "problem", what: "this git is too old: git version 2.30.9" } });
  const text = await here.scylla(["doctor"], { env: { PATH: await fakeGit("odd", "hello") } });
  expect(text.stderr).toMatch(/^problem {2}git: this git is too old: hello\n {9}Install git 2\.31 or newer/m);
  expect(text.stderr).toContain("Runs can't be made here before the problems are solved.");
});

test("a sandbox that doesn't work here is a warning with its cause and what to do, never in the way", async () => {
  const bin = join(here.root, "refusing");
  await mkdir(bin);
  await writeFile(join(bin, "bwrap"), "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2; exit 1\n");
  await chmod(join(bin, "bwrap"), 0o755);
  const forbidden = await here.scylla(["doctor", "--json"], { env: { PATH: `${bin}:${process.env["PATH"]}` } });
  expect([forbidden.code, findings(forbidden)["sandbox: bwrap"]]).toMatchObject([
    0,
    { status: "warning", what: "bwrap says: setting up uid map: Permission denied" },
  ]);
  const missing = await here.scylla(["doctor", "--json"], {
    env: { PATH: await fakeGit("alone", "git version 2.40.0") },
  });
  expect(findings(missing)["sandbox: bwrap"]).toMatchObject({
    what: "bubblewrap is not installed",
    advice: expect.stringMatching(/apt install bubblewrap.*results say so/),
  });
  expect(findings(missing)).not.toHaveProperty("sandbox: docker");
});

test("a home that is not set or not there is a warning only", async () => {
  for (const HOME of [undefined, join(here.root, "nothing")]) {
    const ended = await here.scylla(["doctor", "--json"], { env: { HOME } });
    expect([ended.code, findings(ended)["home"]]).toMatchObject([
      0,
      { status: "warning", advice: expect.stringContaining("Set it") },
    ]);
  }
});

test("a work directory where agents would find foreign files, and one that can't be made, are problems", async () => {
  const project = join(here.root, "project");
  await mkdir(project);
  await writeFile(join(project, "AGENTS.md"), "Be quick.");
  await writeFile(join(here.root, "file"), "");
  await symlink(join(here.root, "file"), join(here.root, "link"));
  const dirs = [join(project, "work"), join(here.root, "file", "work"), join(here.root, "link"), "/proc/self/work"];
  for (const SCYLLA_WORK_DIR of dirs) {
    const ended = await here.scylla(["doctor", "--json"], { env: { SCYLLA_WORK_DIR } });
    expect([ended.code, findings(ended)["work directory"]]).toMatchObject([
      2,
      { advice: expect.stringContaining("SCYLLA_WORK_DIR") },
    ]);
  }
  expect(await readdir(project)).toEqual(["AGENTS.md"]);
});

test("where nothing can be written is a problem", async () => {
  const ended = await here.scylla(["doctor", "--json"], { cwd: "/proc" });
  expect([ended.code, findings(ended)["experiments"]]).toMatchObject([2, { advice: expect.stringContaining("--out") }]);
});

test("a clock that was set back behind what earlier runs wrote is a warning", async () => {
  const store = join(here.root, ".scylla", "later");
  await mkdir(store, { recursive: true });
  await writeFile(join(store, "store.db"), "");
  const later = Date.now() / 1000 + 3600;
  await utimes(join(store, "store.db"), later, later);
  const ended = await here.scylla(["doctor", "--json"]);
  expect([ended.code, findings(ended)["clock"]]).toMatchObject([
    0,
    { status: "warning", what: expect.stringMatching(/^it was set back: a store was written 3\d\d\d s ahead/) },
  ]);
});

test("agents are listed with where they are and their version; one that is missing or another is in nobody's way", async () => {
  const bin = join(here.root, "agents");
  await mkdir(bin);
  for (const [name, script] of [
    ["claude", "echo '2.1.330 (Claude Code)'"],
    ["codex", "echo codex-cli 0.1.2"],
    ["gemini", "exit 3"],
  ] as const) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  // Nothing else, so that no agent of this machine is found.
  await symlink(execFileSync("which", ["git"], { encoding: "utf8" }).trim(), join(bin, "git"));
  await symlink("/bin/sh", join(bin, "sh"));
  const ended = await here.scylla(["doctor", "--json"], { env: { PATH: bin } });
  expect(ended.code).toBe(0);
  const { checks } = answer(ended) as { readonly checks: readonly Check[] };
  expect(checks.filter(({ check }) => check.startsWith("agent: "))).toEqual([
    {
      ...{ check: "agent: claude-code", status: "ok", advice: null },
      what: "claude 2.1.330 in ROOT/agents/claude, the version that Scylla was tried with",
    },
    {
      ...{ check: "agent: codex", status: "warning" },
      what: "codex 0.1.2 in ROOT/agents/codex; Scylla was tried with 0.169.0",
      advice: expect.stringMatching(/install that version with `npm install --global @openai\/codex@0\.169\.0`\.$/),
    },
    {
      ...{ check: "agent: opencode", status: "ok" },
      what: "opencode is not installed, which is no obstacle to experiments without it",
      advice: expect.stringMatching(/^Install it with `npm install --global opencode-ai@/),
    },
    {
      ...{ check: "agent: gemini-cli", status: "warning", what: "gemini can't be started (3)" },
      advice: expect.stringMatching(/^Install it with `npm install --global @google\/gemini-cli@/),
    },
  ]);
});
