import { ScyllaError } from "../errors.ts";
import { OUTCOME_POLICY } from "../outcome.ts";
import type { CheckSpec } from "../plan.ts";
import { PORTS } from "../port.ts";
import type { Grader } from "../ports/grader.ts";
import type { ProcessRunner } from "../ports/process-runner.ts";
import type { CheckResult, CheckStatus, Verdict } from "../verdict.ts";

const NO_VERDICT: Verdict = { passed: null, score: null, grade: null, basis: "none" };

/** A grader over any process runner, with the plainest arithmetic that the port allows; it gives no grades but those of the ends. */
export function scriptedGrader(processes: Pick<ProcessRunner, "run">): Grader {
  return {
    port: PORTS.grader,
    check: async ({ check, tree, token }, signal) => {
      const { exit, durationMs, stdout, stderr } = await processes.run(
        { command: check.command, cwd: tree.root, env: {}, timeMs: check.timeMs, outputCap: 65_536, token },
        signal,
      );
      if (exit.kind === "aborted") throw new ScyllaError("INTERRUPTED", `the check ${check.id} was stopped on request`);
      const code = exit.kind === "exited" ? exit.code : null;
      const status =
        exit.kind === "not-started" ? "error" : exit.kind === "timed-out" ? "timeout" : code === 0 ? "pass" : "fail";
      const log = Buffer.concat([stdout.bytes ?? [], stderr.bytes ?? []].map((bytes) => Buffer.from(bytes)));
      return {
        result: resultOf(check, status, code, durationMs),
        log: log.length > 0 ? log : null,
      };
    },
    verdict: ({ spec, outcome, checks }) => {
      if (!OUTCOME_POLICY[outcome].scored) return NO_VERDICT;
      const byId = new Map(checks.map((check) => [check.id, check]));
      const required = spec.checks.filter((one) => one.required).map(({ id }) => byId.get(id)?.status ?? "error");
      const scored = spec.checks.flatMap(({ id, weight }) => {
        const score = byId.get(id)?.score;
        return score == null ? [] : [{ weight, score }];
      });
      const weight = scored.reduce((sum, one) => sum + one.weight, 0);
      const known = weight > 0 && !required.includes("error");
      const score = known ? scored.reduce((sum, one) => sum + one.weight * one.score, 0) / weight : null;
      const grade = score === 1 ? "S" : score === 0 ? "F" : score === null ? null : "C";
      return { passed: passedOf(required), score, grade, basis: scored.length > 0 ? "checks" : "none" };
    },
  };
}

function resultOf(
  { id, required }: CheckSpec,
  status: CheckStatus,
  exitCode: number | null,
  durationMs: number,
): CheckResult {
  const score = status === "pass" ? 1 : status === "error" ? null : 0;
  return { id, status, required, score, exitCode, durationMs };
}

function passedOf(required: readonly CheckStatus[]): boolean | null {
  if (required.some((status) => status === "fail" || status === "timeout")) return false;
  return !required.includes("error") && required.includes("pass") ? true : null;
}
