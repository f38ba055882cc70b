import { ScyllaError } from "@scylla/contracts";
import { historyOf, type StageFunction } from "./stage-context.ts";

/** Computes the verdict from recorded evidence. Evidence of an older grading spec is not used: the run is graded again. */
export const verdictStage: StageFunction = async (context) => {
  const { run, ports } = context;
  const { grading: spec } = run.subject.task;
  const history = await historyOf(context);
  const attempt = history.attempts.find((one) => one.attempt === run.attempt);
  const grading = history.gradings.find((one) => one.attempt === run.attempt && one.grading === run.grading);
  if (grading && grading.spec !== spec.digest) {
    await run.step("captured", [{ kind: "regrade", reason: "the task's checks changed" }]);
    return;
  }
  if (!attempt?.end)
    throw new ScyllaError("INTERNAL", `run ${run.event.run} is to be graded without an attempt that ended`);
  const verdict = ports.grader.verdict({ spec, outcome: attempt.end.outcome, checks: grading?.checks ?? [] });
  await run.step("graded", [{ kind: "verdict", spec: spec.digest, verdict }]);
  ports.observer.runGraded?.({ ...run.event, verdict });
};
