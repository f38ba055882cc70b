import {
  type CheckResult,
  type CheckRun,
  type CheckSpec,
  type GradedTree,
  type Grader,
  launchOf,
  PORTS,
  type ProcessExit,
  type ProcessResult,
  type ProcessRunner,
  type Sandbox,
  ScyllaError,
} from "@scylla/contracts";
import { checkLog } from "./check-log.ts";
import { verdictOf } from "./verdict.ts";

/** Bytes of each output stream that are read into memory; the log keeps less of them. */
const OUTPUT_CAP = 8 * 1024 * 1024;

export interface CheckGraderOptions {
  readonly processes: ProcessRunner;
  /** Around every check. Absent: the process runner alone keeps checks apart. */
  readonly sandbox?: Sandbox | undefined;
  /** Makes the whole environment of a check from its private directories. */
  readonly environment: (params: {
    readonly home: string;
    readonly tmp: string;
    readonly allow: readonly string[];
  }) => Readonly<Record<string, string>>;
}

/**
 * Grades by executable checks: exit 0 passes, everything else that ran fails.
 * A check finds an empty directory for what it wants to leave behind in `SCYLLA_RESULTS`.
 */
export function checkGrader(options: CheckGraderOptions): Grader {
  return {
    port: PORTS.grader,
    check: async ({ check, tree, token }, signal) => {
      const result = await runCheck(options, check, tree, token, signal);
      if (result.exit.kind === "aborted") {
        throw new ScyllaError("INTERRUPTED", `The check ${check.id} was stopped on request.`, {
          hint: "Run the same command again: the attempt is kept, the check is run once more.",
        });
      }
      return {
        result: checkResult(check, result.exit, result.durationMs),
        log: checkLog(result.stdout, result.stderr, remark(check, result.exit)),
      } satisfies CheckRun;
    },
    verdict: verdictOf,
  };
}

async function runCheck(
  { processes, sandbox, environment }: CheckGraderOptions,
  check: CheckSpec,
  tree: GradedTree,
  token: string,
  signal: AbortSignal,
): Promise<ProcessResult> {
  const { root, home, tmp, results } = tree;
  const launch = launchOf({
    command: check.command,
    cwd: root,
    env: { ...environment({ home, tmp, allow: [] }), SCYLLA_RESULTS: results },
    writable: [root, home, tmp, results],
    network: [],
    token,
  });
  await using confined = await sandbox?.confine(launch, signal);
  const { command, cwd, env } = confined ?? launch;
  // Awaited, for what confines it is released on return.
  return await processes.run({ command, cwd, env, timeMs: check.timeMs, outputCap: OUTPUT_CAP, token }, signal);
}

function checkResult(check: CheckSpec, exit: ProcessExit, durationMs: number): CheckResult {
  const status = statusOf(exit);
  return {
    id: check.id,
    status,
    required: check.required,
    score: status === "pass" ? 1 : status === "error" ? null : 0,
    exitCode: exit.kind === "exited" ? exit.code : null,
    durationMs: Math.round(durationMs),
  };
}

function statusOf(exit: ProcessExit): CheckResult["status"] {
  switch (exit.kind) {
    case "exited":
      return exit.code === 0 ? "pass" : "fail";
    case "timed-out":
      return "timeout";
    case "not-started":
      return "error";
    default:
      return "fail";
  }
}

/** What the output can't say: how the check ended, where that is more than an exit code. */
function remark(check: CheckSpec, exit: ProcessExit): string | null {
  switch (exit.kind) {
    case "signaled":
      return `killed by ${exit.signal}`;
    case "timed-out":
      return `stopped at its time limit of ${check.timeMs} ms`;
    case "not-started":
      return `could not be started: ${exit.message.replaceAll(/\s+/g, " ").trim()} (${exit.code})`;
    default:
      return null;
  }
}
