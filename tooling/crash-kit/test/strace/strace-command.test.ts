import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProcess } from "../../src/run-process.ts";
import { injectCommand, recordCommand } from "../../src/strace/strace-command.ts";
import { DURABLE_SYSCALLS, parseTrace } from "../../src/strace/traced-call.ts";

const WRITER = fileURLToPath(new URL("../../fixtures/durable-writer.mjs", import.meta.url));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scylla-strace-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const writer = (): readonly string[] => [process.execPath, WRITER, directory];
const run = (command: readonly string[]) =>
  startProcess(command, { cwd: directory, env: { ...process.env, UV_THREADPOOL_SIZE: "1" } }).ended;

test("a recording holds the durable writes of every thread in order, and nothing of children", async () => {
  const log = join(directory, "trace");
  expect((await run(recordCommand({ log, syscalls: DURABLE_SYSCALLS, command: writer() }))).stdout).toBe("done\n");
  const calls = parseTrace(readFileSync(log, "latin1")).filter(({ path }) => path.startsWith(`${directory}/`));
  const names = calls.map(({ syscall, path }) => `${syscall} ${path.slice(directory.length + 1)}`);
  const round = ["write log", "fsync log", "write new", "fsync new", "rename new"];
  expect(names.map((name) => name.replace("pwrite64", "write"))).toEqual([...round, ...round, ...round]);
  expect(calls.filter(({ path }) => path.endsWith("/log")).map(({ bytes }) => bytes)).toEqual([2, 0, 2, 0, 2, 0]);
});

test("a kill comes before the chosen call takes effect, and children count for nothing", async () => {
  const point = { syscall: "rename", paths: [join(directory, "new")], when: 2 };
  const log = join(directory, "trace");
  const end = await run(
    injectCommand({ log, point, injection: { kind: "signal", signal: "SIGKILL" }, command: writer() }),
  );
  expect(end).toMatchObject({ signal: "SIGKILL", stdout: "" });
  expect(readFileSync(join(directory, "log"), "utf8")).toBe("1\n1\n2\n");
  expect(readFileSync(join(directory, "current"), "utf8")).toBe("1");
  expect(readFileSync(join(directory, "new"), "utf8")).toBe("2");
});

test("an error is what the chosen call returns, once or from then on", async () => {
  const point = { syscall: "fsync", paths: [join(directory, "log")], when: 2, onwards: true };
  const log = join(directory, "trace");
  const end = await run(injectCommand({ log, point, injection: { kind: "error", code: "EIO" }, command: writer() }));
  expect(end.code).toBe(1);
  expect(end.stderr).toContain("EIO");
  expect(readFileSync(join(directory, "log"), "utf8")).toBe("1\n1\n2\n");
});

test("a signal is delivered at the chosen call, and the log says so", async () => {
  const point = { syscall: "fsync", paths: [join(directory, "log")], when: 2 };
  const log = join(directory, "trace");
  const end = await run(
    injectCommand({ log, point, injection: { kind: "signal", signal: "SIGTERM" }, command: writer() }),
  );
  expect(end.signal).toBe("SIGTERM");
  expect(readFileSync(log, "latin1")).toContain("--- SIGTERM {");
});
