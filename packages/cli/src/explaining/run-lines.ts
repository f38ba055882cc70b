import { NOT_PUBLISHED } from "@scylla/compose";
import type { FrozenPlan, OutcomePolicy } from "@scylla/contracts";
import { counted, fitText, plainText, usd } from "@scylla/report";
import { nearPath } from "../own-command.ts";
import { duration } from "../progress/figures.ts";
import { titlesOf } from "../progress/titles.ts";
import { clockTime } from "../resume-words.ts";
import { logLines } from "./log-lines.ts";
import { modelLines } from "./model-facts.ts";
import type { AttemptAccount, RunAccount } from "./run-account.ts";

/** An account of a run for people. */
export function runLines(account: RunAccount, frozen: FrozenPlan, width: number): readonly string[] {
  const task = frozen.tasks.find(({ id }) => id === account.task);
  return [
    `${titlesOf(frozen).setUp(account)}, run ${account.n}`,
    `  task     ${plainText(task?.title ?? "")} (${account.task})`,
    `  agent    ${account.agent}`,
    `  key      ${account.key}`,
    `  state    ${stateWords(account)}`,
    ...account.attempts.flatMap((attempt) => attemptLines(attempt, width)),
    ...(account.transitions.length > 0 ? ["Log:"] : []),
    ...account.transitions.map(({ from, to, atMs, note }, i, all) => {
      const before = all[i - 1]?.atMs;
      const after = before === undefined ? "" : `, ${seconds(atMs - before)} later`;
      return fitText(
        `  ${clockTime(atMs)}${after}: ${from} -> ${to}${note === null ? "" : ` (${plainText(note)})`}`,
        width,
      );
    }),
  ];
}

function stateWords({ state, hold, missing, next }: RunAccount): string {
  if (state === "graded") return "valid";
  if (state === "missing") return `finally missing: ${plainText(missing ?? "")}`;
  const waits =
    hold?.kind === "failed"
      ? `; ${hold.stage} failed (${hold.code}: ${plainText(hold.message)})`
      : hold?.kind === "parked"
        ? `; parked until ${clockTime(hold.untilMs)} for ${hold.key}`
        : "";
  return `open; the next stage is ${next}${waits}`;
}

const NEXT_WORDS: Readonly<Record<OutcomePolicy["next"], string>> = {
  grade: "scored on what is there, and never bought again for it",
  park: "not scored; bought again once the wait is over",
  retry: "not scored; tried again, a few times",
  missing: "not scored and not bought again: the agent did not get its treatment",
  "redo-on-resume": "not scored; bought again by the next run",
};

function attemptLines(attempt: AttemptAccount, width: number): readonly string[] {
  const { end, policy, capture, abandoned } = attempt;
  const lines = [
    `Attempt ${attempt.attempt}${abandoned === null ? "" : `, which does not count: ${plainText(abandoned)}`}`,
  ];
  lines.push(
    `  ${end?.isolation === NOT_PUBLISHED ? "imported" : "started"} ${clockTime(attempt.startedAtMs)}${end ? `, took ${seconds(end.durationMs)}` : ", and its end is not recorded"}`,
  );
  if (end && policy) {
    lines.push(
      `  outcome ${end.outcome}${end.reason === null ? "" : ` (${plainText(end.reason)})`}: ${NEXT_WORDS[policy.next]}`,
    );
    lines.push(
      `  cost ${end.costUsd === null ? "unknown" : `${usd(end.costUsd)} (${end.costSource})`}; isolation: ${plainText(end.isolation)}`,
    );
  }
  if (capture) lines.push(`  changed ${changesOf(capture)}`);
  lines.push(...modelLines(attempt.models), ...fileLines(attempt.files));
  for (const grading of attempt.gradings) lines.push(...gradingLines(grading, width));
  return lines;
}

function changesOf(capture: NonNullable<AttemptAccount["capture"]>): string {
  if (capture.tree === NOT_PUBLISHED) return NOT_PUBLISHED;
  return `${counted(capture.filesChanged, "file")}, +${capture.linesAdded} -${capture.linesDeleted} lines`;
}

function gradingLines(
  { grading, checks, verdict, files, logs }: AttemptAccount["gradings"][number],
  width: number,
): readonly string[] {
  const passed = verdict?.passed == null ? "no pass or fail" : verdict.passed ? "passed" : "not passed";
  const score = verdict?.score == null ? "" : `, score ${Number(verdict.score.toFixed(3))}`;
  return [
    `  Grading ${grading}: ${verdict ? `${passed}${score}, by ${verdict.basis}` : "no verdict yet"}`,
    ...checks.flatMap(({ id, status, required, exitCode, durationMs }) => [
      `    check ${id}: ${status}, exit ${exitCode ?? "none"}, ${seconds(durationMs)}${required ? "" : ", not required"}`,
      ...logLines(logs[id], width - 6).map((line) => `      ${line}`),
    ]),
    ...fileLines(files),
  ];
}

function fileLines(files: AttemptAccount["files"]): readonly string[] {
  return files.map(({ name, bytes, path }) => `    ${name}, ${counted(bytes, "byte")}: ${nearPath(path)}`);
}

/** `0.4 s`, or minutes from one minute on. */
function seconds(ms: number): string {
  return ms < 60_000 ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : duration(ms);
}
