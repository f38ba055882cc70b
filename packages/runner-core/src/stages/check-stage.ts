import { type CheckSpec, decodeFileSet, type Fact, type FileSet, ScyllaError } from "@scylla/contracts";
import { historyOf, type StageContext, type StageFunction } from "./stage-context.ts";

/** Runs every check, each in a fresh tree made of stored values; their results are recorded together. */
export const checkStage: StageFunction = async (context) => {
  const { run, ports } = context;
  const { grading } = run.subject.task;
  const history = await historyOf(context);
  const token = history.attempts.find((attempt) => attempt.attempt === run.attempt)?.token;
  if (token === undefined) throw new ScyllaError("INTERNAL", `run ${run.event.run} is captured without an attempt`);
  const changes = history.artifacts.find(
    (one) => one.attempt === run.attempt && one.grading === 0 && one.name === "changes",
  );
  const files = changes ? decodeFileSet(await ports.artifacts.get(changes.digest)) : null;
  const results = [];
  const logs: Fact[] = [];
  for (const check of grading.checks) {
    const { result, log } = await runCheck(context, check, files, token);
    results.push(result);
    if (log)
      logs.push({ kind: "artifact", scope: "grading", name: `check/${check.id}`, ...(await ports.artifacts.put(log)) });
  }
  await run.step("checked", [{ kind: "checked", spec: grading.digest, checks: results }, ...logs]);
};

async function runCheck(
  { run, ports, signal }: StageContext,
  check: CheckSpec,
  changes: FileSet | null,
  token: string,
) {
  const { task } = run.subject;
  const overlay = check.hiddenTests ? [decodeFileSet(await ports.artifacts.get(check.hiddenTests))] : [];
  await using tree = await ports.workspaces.gradedTree(
    {
      id: `${run.workspaceId}-${run.grading}-${task.grading.checks.indexOf(check)}`,
      template: { repo: task.repo, setup: task.setup },
      changes,
      protect: task.grading.protect,
      overlay,
    },
    signal,
  );
  const outcome = await ports.grader.check({ check, tree, token }, signal);
  if (outcome.result.status === "error" && check.required) {
    throw new ScyllaError("PROCESS_NOT_STARTED", `check ${check.id} could not be run: ${firstLine(outcome.log)}`, {
      hint: "Make sure that the check's program is installed, then run the same command again: no agent is bought again.",
    });
  }
  return outcome;
}

function firstLine(log: Uint8Array | null): string {
  return (
    Buffer.from(log ?? [])
      .toString("utf8")
      .split("\n", 1)[0] || "no output"
  );
}
