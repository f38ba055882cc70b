import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheckRun, type CheckSpec, type GradedTree, isScyllaError, type ProcessRunner } from "@scylla/contracts";
import { recordingSandbox } from "@scylla/contracts/testing";
import { checkGrader } from "@scylla/judge";
import { processRunner } from "@scylla/workspace";
import { afterAll, beforeAll, expect, test } from "vitest";

let root: string;
let tree: GradedTree;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "scylla-judge-")));
  for (const name of ["tree", "home", "tmp", "results"]) await mkdir(join(root, name));
  await writeFile(join(root, "tree", "answer.txt"), "42\n");
  tree = {
    root: join(root, "tree"),
    home: join(root, "home"),
    tmp: join(root, "tmp"),
    results: join(root, "results"),
    [Symbol.asyncDispose]: async () => {},
  };
});
afterAll(() => rm(root, { recursive: true, force: true }));

const grader = checkGrader({
  processes: processRunner(),
  environment: ({ home, tmp, allow }) => ({
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    TMPDIR: tmp,
    ALLOWED: allow.join(),
  }),
});

let tokens = 0;
function run(command: CheckSpec["command"], rest: Partial<CheckSpec> = {}, signal = new AbortController().signal) {
  const check: CheckSpec = {
    id: "unit",
    command,
    required: true,
    weight: 1,
    timeMs: 20_000,
    hiddenTests: null,
    ...rest,
  };
  return grader.check({ check, tree, token: `judge-test-${process.pid}-${tokens++}` }, signal);
}

function logOf({ log }: CheckRun): string {
  return Buffer.from(log ?? []).toString("utf8");
}

test("exit 0 passes, in the graded tree, with private directories and nothing let through", async () => {
  const ran = await run('cat answer.txt; pwd; echo "$HOME $TMPDIR $SCYLLA_RESULTS [$ALLOWED]"');
  expect(ran.result).toMatchObject({ id: "unit", status: "pass", required: true, score: 1, exitCode: 0 });
  expect(logOf(ran)).toBe(`42\n${tree.root}\n${tree.home} ${tree.tmp} ${tree.results} []\n`);
});

test("a check that says nothing has no log", async () => {
  expect((await run(["true"])).log).toBeNull();
});

test.each([1, 2, 77, 126, 127, 255])("exit %i fails", async (code) => {
  const ran = await run(`echo out; echo err >&2; exit ${code}`, { required: false });
  expect(ran.result).toMatchObject({ status: "fail", required: false, score: 0, exitCode: code });
  expect(logOf(ran)).toBe("out\n[stderr]\nerr\n");
});

test.each(["KILL", "SEGV", "TERM"])("a check killed by SIG%s fails, and its log says why", async (signal) => {
  const ran = await run(`echo begun; kill -${signal} $$`);
  expect(ran.result).toMatchObject({ status: "fail", score: 0, exitCode: null });
  expect(logOf(ran)).toBe(`begun\n[killed by SIG${signal}]\n`);
});

test("a check that hangs is stopped at its limit: evidence, score 0", async () => {
  const ran = await run("echo begun; trap '' TERM; while :; do sleep 0.05; done", { timeMs: 300 });
  expect(ran.result).toMatchObject({ status: "timeout", score: 0, exitCode: null });
  expect(logOf(ran)).toBe("begun\n[stopped at its time limit of 300 ms]\n");
});

test("a check that can't be started is an error, no evidence, and no throw", async () => {
  const ran = await run(["/no/such/program"]);
  expect(ran.result).toMatchObject({ status: "error", score: null, exitCode: null });
  expect(logOf(ran)).toMatch(/^\[could not be started: .*ENOENT.*\]\n$/);
});

test("an aborted check throws INTERRUPTED and records nothing", async () => {
  const stop = new AbortController();
  const running = run("sleep 60", {}, stop.signal);
  stop.abort();
  await expect(running).rejects.toSatisfy((error) => isScyllaError(error, "INTERRUPTED"));
});

test("a flood keeps its beginning and what was read last, and the log stays small", async () => {
  const ran = await run([
    process.execPath,
    "-e",
    `const fs = require("node:fs");
     fs.writeSync(1, "BEGIN\\n");
     for (let i = 0; i < 200; i++) fs.writeSync(1, "x".repeat(65535) + "\\n");`,
  ]);
  expect(ran.result.status).toBe("pass");
  const log = logOf(ran);
  expect(log.startsWith("BEGIN\n")).toBe(true);
  expect(log).toMatch(/\[\.\.\. \d+ bytes left out \.\.\.\]\n/);
  expect(log).toMatch(/\[\.\.\. \d+ more bytes came and were not kept \.\.\.\]\n$/);
  expect(log.length).toBeLessThan(140 * 1024);
});

test("checks at once do not mix", async () => {
  const ran = await Promise.all(["a", "b", "c"].map((name) => run(`echo ${name}; test ${name} != b`, { id: name })));
  expect(ran.map(({ result }) => [result.id, result.status])).toEqual([
    ["a", "pass"],
    ["b", "fail"],
    ["c", "pass"],
  ]);
  expect(ran.map(logOf)).toEqual(["a\n", "b\n", "c\n"]);
});

test("the verdict is that of the arithmetic", () => {
  expect(
    grader.verdict({ spec: { digest: "d", checks: [], protect: [], rubric: null }, outcome: "ok", checks: [] }),
  ).toEqual({ passed: null, score: null, grade: null, basis: "none" });
});

test("a sandbox stands around every check, may show it its directories and no host, and is released when it has ended", async () => {
  const sandbox = recordingSandbox();
  const check: CheckSpec = { id: "a", command: "true", required: true, weight: 1, timeMs: 20_000, hiddenTests: null };
  const plain = processRunner();
  let confinedAtTheEnd = 0;
  const processes: ProcessRunner = {
    ...plain,
    run: async (request, signal) => {
      const result = await plain.run(request, signal);
      confinedAtTheEnd = sandbox.open.size;
      return result;
    },
  };
  const confined = checkGrader({ processes, sandbox, environment: () => ({ PATH: "/usr/bin:/bin" }) });
  await confined.check({ check, tree, token: "judge-test-confined" }, new AbortController().signal);
  expect(sandbox.launches).toMatchObject([
    {
      command: "true",
      cwd: tree.root,
      writable: [tree.root, tree.home, tree.tmp, tree.results],
      readable: ["/usr/bin", "/bin"],
      network: [],
      token: "judge-test-confined",
    },
  ]);
  expect([confinedAtTheEnd, sandbox.open.size]).toEqual([1, 0]);
});
