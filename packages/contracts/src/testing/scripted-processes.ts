import { PORTS } from "../port.ts";
import type {
  ProcessExit,
  ProcessOutput,
  ProcessRequest,
  ProcessResult,
  ProcessRunner,
} from "../ports/process-runner.ts";
import type { MemoryFiles } from "./memory-artifact-store.ts";

/** How a scripted process ends. Absent: exit code 0, no output. */
export interface ScriptedEnd {
  readonly exit?: ProcessExit | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  readonly durationMs?: number | undefined;
}

export interface ScriptedProcesses extends ProcessRunner {
  /** Everything that was ever started, in order. */
  readonly started: readonly ProcessRequest[];
  /** Tokens of what has not ended. */
  readonly running: ReadonlySet<string>;
}

/**
 * A process runner that starts nothing: a function says how each process ends, and may do its work in the files.
 * Aborting ends a process whose script still waits. A script that never ends stands for a process that outlives a killed runner, until it is reaped.
 */
export function scriptedProcesses(
  script: (request: ProcessRequest, signal: AbortSignal) => ScriptedEnd | Promise<ScriptedEnd>,
  files: MemoryFiles = new Map(),
): ScriptedProcesses {
  const started: ProcessRequest[] = [];
  const running = new Map<string, (end: ScriptedEnd) => void>();
  return {
    port: PORTS.processRunner,
    isolation: "none (scripted)",
    started,
    get running() {
      return new Set(running.keys());
    },
    run: async (request, signal) => {
      if (signal.aborted) return result(request, { exit: { kind: "aborted" } }, files);
      started.push(request);
      const ended = Promise.withResolvers<ScriptedEnd>();
      const abort = (): void => ended.resolve({ exit: { kind: "aborted" } });
      running.set(request.token, ended.resolve);
      signal.addEventListener("abort", abort, { once: true });
      try {
        return result(request, await Promise.race([ended.promise, script(request, signal)]), files);
      } finally {
        running.delete(request.token);
        signal.removeEventListener("abort", abort);
      }
    },
    reap: async (tokens) => {
      const found = [...running].filter(([token]) => tokens.has(token));
      for (const [token, end] of found) {
        running.delete(token);
        end({ exit: { kind: "signaled", signal: "SIGKILL" } });
      }
      return found.length;
    },
  };
}

function result(request: ProcessRequest, end: ScriptedEnd, files: MemoryFiles): ProcessResult {
  const stdout = output(request, "stdout", end.stdout ?? "", files);
  const stderr = output(request, "stderr", end.stderr ?? "", files);
  if (stdout.kept.length > 0) request.onStdout?.(stdout.kept);
  if (stderr.kept.length > 0) request.onStderr?.(stderr.kept);
  return {
    exit: end.exit ?? { kind: "exited", code: 0 },
    durationMs: end.durationMs ?? 1,
    stdout: stdout.output,
    stderr: stderr.output,
    leftovers: 0,
  };
}

function output(
  { outputCap, outputDir }: ProcessRequest,
  name: string,
  said: string,
  files: MemoryFiles,
): { readonly kept: Uint8Array; readonly output: ProcessOutput } {
  const all = Buffer.from(said);
  const kept = all.subarray(0, outputCap);
  const file = outputDir === undefined || kept.length === 0 ? null : `${outputDir}/${name}`;
  if (file !== null) files.set(file, kept);
  const counts = { total: all.length, truncated: all.length > kept.length };
  return { kept, output: { bytes: outputDir === undefined ? kept : null, file, ...counts } };
}
