import type { Forecast } from "@scylla/compose";
import { counted, plainText } from "@scylla/report";
import { differencesLine } from "../difference-words.ts";
import { titlesOf } from "../progress/titles.ts";
import { type PlanShown, planTable } from "./plan-table.ts";
import { purchaseLines } from "./purchase-lines.ts";

/** Reasons that are told. */
const REASONS = 8;

/** A forecast as a person reads it: the table, why, what is still open, and what it costs. */
export function planLines(forecast: Forecast, shown: PlanShown): readonly string[] {
  const { frozen } = forecast.view.plan;
  const { tasks, subtests, agents, repeats } = frozen;
  const factors = [
    counted(tasks.length, "task"),
    counted(subtests.length, "set-up"),
    counted(agents.length, "agent"),
    `${counted(repeats, "run")} of each`,
  ];
  return [
    `${plainText(frozen.experiment)} in ${shown.dir}${shown.begun ? "" : " (nothing is there yet)"}`,
    factors.join(" x "),
    "",
    ...planTable(forecast, shown),
    ...section("Why:", reasons(forecast)),
    ...section("Not known yet:", openInheritance(forecast)),
    ...section("Not applicable, and not run:", notApplicable(forecast)),
    "",
    ...purchaseLines(forecast),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

const WORDS = {
  redo: "again",
  regrade: "graded again",
  parked: "parked",
  new: "new",
  keep: "kept",
  left: "left",
} as const;

function reasons({ cells }: Forecast): readonly string[] {
  const why = cells.flatMap(({ runs, replaces }) =>
    runs.flatMap((run) => {
      if (run.why !== null) return [`${WORDS[run.what]}: ${plainText(run.why)}`];
      return run.what === "new" && replaces ? [`new: ${differencesLine(replaces.differences)}`] : [];
    }),
  );
  const grouped = [...Map.groupBy(why, (words) => words)].sort(([, a], [, b]) => b.length - a.length);
  const rest = grouped.length - REASONS;
  return [
    ...grouped.slice(0, REASONS).map(([words, { length }]) => `${length} ${words}`),
    ...(rest > 0 ? [`and ${counted(rest, "more reason")}; --json has all`] : []),
  ];
}

function notApplicable({ view }: Forecast): readonly string[] {
  const { frozen } = view.plan;
  const titles = titlesOf(frozen);
  const lines = (frozen.notApplicable ?? []).map(
    ({ key, lacks }) => `${titles.setUp(key)} to ${plainText(key.agent)}, which can't be given ${lacks.join(", ")}`,
  );
  return [...new Set(lines)];
}

function openInheritance({ waiting, view }: Forecast): readonly string[] {
  const titles = titlesOf(view.plan.frozen);
  const waits = waiting.map(
    ({ key, inherits }) =>
      `${titles.setUp(key)} waits for the ${inherits.length === 1 ? "winner" : "winners"} of ${inherits.map(titles.group).join(", ")}`,
  );
  const never = view.plan.unresolved.map(
    ({ recipe, reason }) => `${titles.setUp(recipe.key)} will not be run: ${plainText(reason)}`,
  );
  return [...new Set([...waits, ...never])];
}
