import assert from "node:assert/strict";
import { OUTCOME_POLICY, OUTCOMES } from "../outcome.ts";
import type { CheckSpec, GradingSpec } from "../plan.ts";
import { PORTS } from "../port.ts";
import type { CheckRun, Grader } from "../ports/grader.ts";
import type { GradedTree } from "../ports/workspace.ts";
import type { CheckResult, CheckStatus } from "../verdict.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";
import { expectError } from "./expect-error.ts";

export interface OpenGrader extends Disposable {
  readonly grader: Grader;
  readonly tree: GradedTree;
  /** Commands of checks that end in a known way in that tree. */
  readonly commands: {
    /** Says `out` on stdout and `err` on stderr, and passes. */
    readonly pass: CheckSpec["command"];
    /** Says nothing, and fails with exit code 3. */
    readonly fail: CheckSpec["command"];
    /** Can't be started. */
    readonly missing: CheckSpec["command"];
    /** Says nothing, and goes on for at least 20 s. */
    readonly slow: CheckSpec["command"];
  };
}

function spec(id: string, command: CheckSpec["command"], rest: Partial<CheckSpec> = {}): CheckSpec {
  return { id, command, required: true, weight: 1, timeMs: 15_000, hiddenTests: null, ...rest };
}

let tokens = 0;

function check(
  { grader, tree }: OpenGrader,
  command: CheckSpec["command"],
  rest: Partial<CheckSpec> = {},
  signal = new AbortController().signal,
): Promise<CheckRun> {
  const token = `grader-${Date.now()}-${Math.random()}-${tokens++}`;
  return grader.check({ check: spec("unit", command, rest), tree, token }, signal);
}

function result(id: string, status: CheckStatus, required = true): CheckResult {
  const score = status === "pass" ? 1 : status === "fail" || status === "timeout" ? 0 : null;
  return { id, status, required, score, exitCode: null, durationMs: 1 };
}

function grading(...checks: readonly CheckSpec[]): GradingSpec {
  return { digest: "0".repeat(64), checks, protect: [], rubric: null };
}

/** Two required checks and one that is not. */
const SPEC = grading(spec("a", "a"), spec("b", "b"), spec("c", "c", { required: false }));

/** What every grader must do. */
export function graderConformance(setup: { open(): Promise<OpenGrader> }): readonly ConformanceCase[] {
  const verdict = ({ grader }: OpenGrader, a: CheckStatus | null, b: CheckStatus | null, c: CheckStatus | null) =>
    grader.verdict({
      spec: SPEC,
      outcome: "ok",
      checks: [...(a ? [result("a", a)] : []), ...(b ? [result("b", b)] : []), ...(c ? [result("c", c, false)] : [])],
    });

  return conformanceCases(() => setup.open(), {
    "it says which version of the port it speaks": async ({ grader }) => {
      assert.equal(grader.port, PORTS.grader);
    },

    "a check that passes scores 1, and its log is what it said, stdout first": async (subject) => {
      const { result, log } = await check(subject, subject.commands.pass, { required: false });
      assert.partialDeepStrictEqual(result, { id: "unit", status: "pass", required: false, score: 1, exitCode: 0 });
      const said = Buffer.from(log ?? []).toString("utf8");
      assert.ok(said.indexOf("out") >= 0 && said.indexOf("out") < said.indexOf("err"), said);
    },

    "a check that fails scores 0, and says nothing where it said nothing": async (subject) => {
      const { result, log } = await check(subject, subject.commands.fail);
      assert.partialDeepStrictEqual(result, { status: "fail", required: true, score: 0, exitCode: 3 });
      assert.equal(log, null);
    },

    "a check that can't be run is an error without a score, not a throw and not a failure": async (subject) => {
      const { result } = await check(subject, subject.commands.missing);
      assert.partialDeepStrictEqual(result, { status: "error", score: null, exitCode: null });
    },

    "a check that takes too long is a timeout": async (subject) => {
      const { result } = await check(subject, subject.commands.slow, { timeMs: 200 });
      assert.partialDeepStrictEqual(result, { status: "timeout", exitCode: null });
      assert.ok(result.durationMs < 10_000, `it took ${result.durationMs} ms`);
    },

    "aborting is INTERRUPTED, and no result": async (subject) => {
      const stop = new AbortController();
      const running = check(subject, subject.commands.slow, {}, stop.signal);
      setTimeout(() => stop.abort(), 100);
      await expectError(running, "INTERRUPTED");
    },

    "passed means that every required check passed; others only move the score": async (subject) => {
      assert.partialDeepStrictEqual(verdict(subject, "pass", "pass", "pass"), {
        passed: true,
        score: 1,
        basis: "checks",
      });
      const { passed, score } = verdict(subject, "pass", "pass", "fail");
      assert.equal(passed, true);
      assert.ok(score !== null && score > 0 && score < 1, `score ${score}`);
    },

    "one required check that fails or times out decides": async (subject) => {
      for (const status of ["fail", "timeout"] as const) {
        assert.equal(verdict(subject, status, "pass", "pass").passed, false);
        assert.equal(verdict(subject, status, "error", null).passed, false);
      }
    },

    "evidence that is absent is unknown, and never a failure or a 0": async (subject) => {
      for (const absent of ["error", null] as const) {
        const { passed, score, grade } = verdict(subject, "pass", absent, "pass");
        assert.deepEqual({ passed, score, grade }, { passed: null, score: null, grade: null });
      }
      assert.deepEqual(verdict(subject, null, null, null), { passed: null, score: null, grade: null, basis: "none" });
    },

    "what does not apply is no pass": async (subject) => {
      assert.equal(verdict(subject, "na", "na", "pass").passed, null);
      assert.equal(verdict(subject, "pass", "na", "pass").passed, true);
    },

    "weights count": async ({ grader }) => {
      const spec3 = grading(spec("a", "a", { weight: 3 }), spec("b", "b", { weight: 1 }));
      const checks = [result("a", "pass"), result("b", "fail")];
      const { score } = grader.verdict({ spec: spec3, outcome: "ok", checks });
      assert.equal(score, 0.75);
    },

    "an attempt that is not scored has no verdict; one that is, has, however it ended": async ({ grader }) => {
      const checks = [result("a", "pass"), result("b", "pass"), result("c", "pass", false)];
      for (const outcome of OUTCOMES) {
        const { passed } = grader.verdict({ spec: SPEC, outcome, checks });
        assert.equal(passed, OUTCOME_POLICY[outcome].scored ? true : null, outcome);
      }
    },

    "equal evidence gives equal verdicts, in whatever order it comes": async ({ grader }) => {
      const checks = [result("a", "pass"), result("b", "fail"), result("c", "timeout", false)];
      const one = grader.verdict({ spec: SPEC, outcome: "timeout", checks });
      assert.deepEqual(grader.verdict({ spec: SPEC, outcome: "timeout", checks: checks.toReversed() }), one);
    },

    "a result that the spec does not name is no evidence": async ({ grader }) => {
      const { passed, basis } = grader.verdict({ spec: SPEC, outcome: "ok", checks: [result("other", "pass")] });
      assert.deepEqual({ passed, basis }, { passed: null, basis: "none" });
    },
  });
}
