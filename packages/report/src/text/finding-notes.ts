import type { ComparisonResult, ComparisonWarning, Results } from "@scylla/contracts";
import type { Finding } from "../analysis/answer.ts";
import { amount } from "./amounts.ts";
import { costClause, counted, usd } from "./figures.ts";
import { type Labels, labelText } from "./labels.ts";

const WARNINGS: Readonly<Partial<Record<ComparisonWarning, string>>> = {
  "missing-runs":
    "Runs are missing: if they had ended as badly or as well as can be, the differences would lie within the bounds in the table.",
  "lost-tasks": "A task without valid runs on one side is left out: what is compared are the other tasks.",
  "one-task": "hangs on one task: without it, less than half of the difference is left",
  "chosen-by-data":
    "was put together from winners that these same results chose; what was chosen by luck looks better than it is",
};

/** What the words of the findings mean and rest on; only of those that were used. */
export function findingNotes(found: readonly ComparisonResult[], status: Results["status"]): readonly string[] {
  const has = (what: (one: ComparisonResult) => boolean): boolean => found.some(what);
  const warns = (warning: ComparisonWarning) => has(({ warnings }) => warnings.includes(warning));
  const notes: (string | false)[] = [
    found.length > 0 &&
      "Each task counts once, however many runs it has: a difference is the mean over tasks of set-up minus baseline.",
    warns("few-tasks") &&
      "Helps or hurts on N tasks: luck of the runs alone would hardly do it on these very tasks. So few say nothing of others; from 6 on, what is shown holds for tasks like them.",
    has(({ effect, onTheseTasks, answer }) => effect !== null && !onTheseTasks && answer === "undecided") &&
      "Undecided is no proof that two are equal: a difference smaller than what a comparison finds may well be there.",
    has(({ answer }) => answer === "better" || answer === "worse") &&
      "Shown: with a chance of 5% for any false finding among the comparisons that belong together (Holm). Ranges are 95% intervals.",
    has(({ answer }) => answer === "better" || answer === "worse") &&
      status === "partial" &&
      "A difference that shows before the end can still go away. Stopping because it shows makes chance look like a finding.",
    has(({ answer }) => answer === "equivalent") &&
      "Shown to make no difference: at 5%, the true difference lies within the margin (two one-sided tests).",
    has(({ costUsd, metric }) => metric !== "costUsd" && costClause(costUsd?.ratio ?? null) !== null) &&
      "Costs Nx: a run costs N times what a run of the baseline costs, over the same tasks.",
    ...(["missing-runs", "lost-tasks"] as const).map((warning) => warns(warning) && `${WARNINGS[warning]}`),
  ];
  return notes.filter((note) => note !== false);
}

/** Tasks on which no comparison that was made could show anything. */
export function silentTaskSentences(found: readonly ComparisonResult[]): readonly string[] {
  const made = found.filter(({ metric, effect }) => metric === "passRate" && effect !== null);
  const inAll = (silent: (one: ComparisonResult) => readonly string[]): readonly string[] => {
    const [first = [], ...others] = made.map(silent);
    return first.filter((task) => others.every((tasks) => tasks.includes(task)));
  };
  const told = [
    ...inAll(({ tasks }) => tasks.alwaysPass).map((task) => `${task} (every run passes)`),
    ...inAll(({ tasks }) => tasks.alwaysFail).map((task) => `${task} (no run passes)`),
  ];
  const more = told.length > TASKS ? `, and ${told.length - TASKS} more` : "";
  return told.length === 0
    ? []
    : [`Tasks that tell set-ups apart in no comparison: ${told.slice(0, TASKS).join(", ")}${more}.`];
}

/** Tasks that are named in a sentence. */
const TASKS = 10;

/** What makes one comparison doubtful beside what all share: `A skill (T1/00-skill) hangs on ...` */
export function doubtSentences(found: readonly Finding[], labels: Labels): readonly string[] {
  return found.flatMap(({ setUp, comparison: { warnings } }) =>
    (["one-task", "chosen-by-data"] as const)
      .filter((warning) => warnings.includes(warning))
      .map((warning) => `${labelText(labels.setUp(setUp))} ${WARNINGS[warning]}.`),
  );
}

/** What would decide what is undecided, and at what price. */
export function decidingSentences(
  found: readonly Pick<Finding, "setUp" | "comparison">[],
  labels: Labels,
): readonly string[] {
  return found.flatMap(({ setUp, comparison: { metric, toDecide } }) => {
    if (!toDecide) return [];
    const { effect, tasks, runs } = toDecide;
    const ways = [
      ...(tasks ? [`${counted(tasks.n, "more task")}${priced(tasks.costUsd)}`] : []),
      ...(runs ? [`${counted(runs.n, "more run")} of each task${priced(runs.costUsd)}`] : []),
    ];
    const take = ways.length > 0 ? `takes ${ways.join(", or ")}` : "would take other tasks, or a larger difference";
    return [`${labelText(labels.setUp(setUp))}: to find a difference of ${amount(metric, effect)} ${take}.`];
  });
}

function priced(costUsd: number | null): string {
  return costUsd === null ? "" : ` (about ${usd(costUsd)})`;
}
