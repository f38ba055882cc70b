import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import {
  PORTS,
  type ProcessExit,
  type ProcessRequest,
  type ProcessResult,
  type ProcessRunner,
} from "@scylla/contracts";
import { type OutputCollector, outputCollector } from "./output-collector.ts";
import { killProcessesWithToken, sendSignal, TOKEN_VARIABLE } from "./token-scan.ts";

/** Between TERM and KILL. The contract allows 1 s until everything is dead. */
const KILL_AFTER_MS = 600;

/** How long the end of output is waited for after every process is dead: somebody who escaped may hold it open. */
const DRAIN_MS = 200;

/** How long output is read that goes on coming. */
const FLOOD_MS = 2000;

/** What isolates a program without a sandbox. */
export const PROCESS_GROUP = "process group (not isolated)";

/** Runs programs in a session and process group of their own. That is no sandbox: they see what the user sees. */
export function processRunner(): ProcessRunner {
  return {
    port: PORTS.processRunner,
    isolation: PROCESS_GROUP,
    run: runProcess,
    reap: killProcessesWithToken,
  };
}

async function runProcess(request: ProcessRequest, signal: AbortSignal): Promise<ProcessResult> {
  const begun = performance.now();
  const stdout = collector(request, "stdout");
  const stderr = collector(request, "stderr");
  const finish = (exit: ProcessExit, leftovers: number): ProcessResult => ({
    exit,
    durationMs: performance.now() - begun,
    stdout: stdout.end(),
    stderr: stderr.end(),
    leftovers,
  });
  if (signal.aborted) return finish({ kind: "aborted" }, 0);
  const started = await start(request);
  if ("kind" in started) return finish(started, 0);
  const child = started;
  child.stdout?.on("data", (chunk: Buffer) => stdout.add(chunk));
  child.stderr?.on("data", (chunk: Buffer) => stderr.add(chunk));
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  feed(child, request.stdin);
  const exit = await exitOf(child, request, signal);
  const leftovers = await killLeftovers(child, request.token);
  await drained(closed, () => stdout.total() + stderr.total());
  child.stdout?.destroy();
  child.stderr?.destroy();
  return finish(exit, leftovers);
}

function collector(request: ProcessRequest, name: "stdout" | "stderr"): OutputCollector {
  const file = request.outputDir === undefined ? null : join(request.outputDir, name);
  const onChunk = name === "stdout" ? request.onStdout : request.onStderr;
  return outputCollector(request.outputCap, file, onChunk ?? (() => {}));
}

/** Starts the program; what prevents that is a value. */
async function start(request: ProcessRequest): Promise<ChildProcess | ProcessExit> {
  const [file = "", ...args] = typeof request.command === "string" ? ["sh", "-c", request.command] : request.command;
  const notStarted = (error: unknown): ProcessExit => ({
    kind: "not-started",
    code: error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN",
    // The system says ENOENT of the program also when it is the directory that is missing.
    message: existsSync(request.cwd)
      ? error instanceof Error
        ? error.message
        : String(error)
      : `the directory ${request.cwd} does not exist`,
  });
  try {
    const child = spawn(file, args, {
      cwd: request.cwd,
      env: { ...request.env, [TOKEN_VARIABLE]: request.token },
      // Its own session: the group is the process's id, and no terminal can be reached.
      detached: true,
      stdio: [request.stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    return await new Promise((resolve) => {
      child.once("spawn", () => resolve(child));
      child.once("error", (error) => resolve(notStarted(error)));
    });
  } catch (error) {
    return notStarted(error);
  }
}

/** A program that does not read its input is none of our business. */
function feed(child: ChildProcess, stdin: string | Uint8Array | undefined): void {
  child.stdin?.on("error", () => {});
  if (stdin !== undefined) child.stdin?.end(stdin);
}

/** Waits for the main process; at the deadline, or on abort, the whole group gets TERM and soon after KILL. */
function exitOf(child: ChildProcess, request: ProcessRequest, signal: AbortSignal): Promise<ProcessExit> {
  return new Promise((resolve) => {
    let stopped: "timed-out" | "aborted" | null = null;
    let killer: NodeJS.Timeout | undefined;
    const group = -(child.pid ?? 0);
    const stop = (why: "timed-out" | "aborted"): void => {
      if (stopped) return;
      stopped = why;
      sendSignal(group, "SIGTERM");
      // A stopped process handles TERM only when it goes on.
      sendSignal(group, "SIGCONT");
      killer = setTimeout(() => sendSignal(group, "SIGKILL"), KILL_AFTER_MS);
    };
    const onAbort = (): void => stop("aborted");
    const timer = request.timeMs === undefined ? undefined : setTimeout(() => stop("timed-out"), request.timeMs);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    child.once("exit", (code, by) => {
      clearTimeout(timer);
      clearTimeout(killer);
      signal.removeEventListener("abort", onAbort);
      if (stopped) resolve({ kind: stopped });
      else if (by) resolve({ kind: "signaled", signal: by });
      else resolve({ kind: "exited", code: code ?? 0 });
    });
  });
}

/** Nothing of a process survives it: first who carries the token, counted while alive, then who is left of the group without it. */
async function killLeftovers(child: ChildProcess, token: string): Promise<number> {
  const found = await killProcessesWithToken(new Set([token]));
  const inGroup = sendSignal(-(child.pid ?? 0), "SIGKILL");
  return Math.max(found, inGroup && process.platform !== "linux" ? 1 : 0);
}

/**
 * Waits for the end of output. When time is up, what lies in the pipes is still read: a busy event loop comes to its timers before it
 * comes to them.
 */
async function drained(closed: Promise<void>, read: () => number): Promise<void> {
  const begun = performance.now();
  let open = true;
  void closed.then(() => {
    open = false;
  });
  const late = new AbortController();
  await Promise.race([closed, delay(DRAIN_MS, undefined, { signal: late.signal }).catch(() => {})]);
  late.abort();
  for (let before = -1; open && read() > before && performance.now() - begun < FLOOD_MS; ) {
    before = read();
    await nextTurn();
  }
}
