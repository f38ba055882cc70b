import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { exampleFile, installInto, node } from "./fixtures/guide.ts";
import { tempDir } from "./fixtures/place.ts";

vi.setConfig({ testTimeout: 180_000 });

/** An example, copied with the one whose repository it uses, where this repository's packages are installed. */
async function copied(name: string): Promise<{ readonly cwd: string; readonly env: Readonly<Record<string, string>> }> {
  const root = await tempDir("scylla-example-");
  const filter = (path: string) => !path.includes("node_modules");
  for (const one of [name, "quickstart"]) await cp(exampleFile(one), join(root, one), { recursive: true, filter });
  await installInto(root, new Map());
  return { cwd: join(root, name), env: { SCYLLA_WORK_DIR: await tempDir("scylla-work-") } };
}

test("a runner of one's own: 40 lines, an audit trail, an unknown kind of agent, and verdicts as they come", async () => {
  const { cwd, env } = await copied("custom-runner");
  expect((await readFile(join(cwd, "main.ts"), "utf8")).trimEnd().split("\n").length).toBeLessThanOrEqual(40);
  const { stdout, stderr, code } = await node(cwd, ["main.ts"], env);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.slice(0, -1).toSorted()).toEqual([
    "precise #1: passed",
    "precise #2: passed",
    "vague #1: failed",
    "vague #2: failed",
  ]);
  expect(lines.at(-1)).toBe("complete Precise: 1, Vague: 0");
  const audit = (await readFile(join(cwd, "audit.log"), "utf8")).split("\n");
  expect(audit.filter((line) => line.includes("-> graded"))).toHaveLength(4);
  expect(audit.filter((line) => line.startsWith("run 1:"))[0]).toBe("run 1: planned -> workspace");
});

test("a CI job that is stopped half-way carries on, and then fails by its own rule and not by ours", async () => {
  const { cwd, env } = await copied("embedded-ci");
  const first = spawn(process.execPath, ["--conditions=@scylla/source", "gate.ts"], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  first.stdout.on("data", (chunk) => {
    // Once: a second signal would not wait for the agents.
    if (!said.includes("#") && String(chunk).includes("#")) first.kill("SIGTERM");
    said += chunk;
  });
  expect(await once(first, "close")).toEqual([75, null]);

  const second = await node(cwd, ["gate.ts"], env);
  const graded = `${said}${second.stdout}`.split("\n").filter((line) => line.includes("#"));
  expect(new Set(graded.map((line) => line.split(":")[0])).size).toBe(12);
  expect(graded).toHaveLength(12);
  expect(second.stdout).toContain("complete: 12 of 12 runs are valid\n");
  expect(second.code).toBe(0);
  expect(await readFile(join(cwd, "junit.xml"), "utf8")).toContain('<testsuite name="set-ups" tests="2" failures="0">');

  const against = await node(cwd, ["gate.ts", "experiment.yaml", "rule"], env);
  expect(against.stdout).not.toContain("#");
  expect(against.stdout).toMatch(
    /^FAIL Nothing but the task: it passes \d+ % of its runs, the baseline \d+ % of its runs$/m,
  );
  expect(against.code).toBe(1);
  expect(await readFile(join(cwd, "junit.xml"), "utf8")).toMatch(/<failure message="it passes/);
});

test("a CI job that can't run says what is wrong, and what to do", async () => {
  const { cwd, env } = await copied("embedded-ci");
  const { code, stderr } = await node(cwd, ["gate.ts", "experimnt.yaml"], env);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^FILE_MISSING: .*experimnt\.yaml/);
  expect(stderr).not.toContain("    at ");
});
