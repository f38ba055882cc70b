import { type FrozenPlan, runLabel, usdFromNano } from "@scylla/contracts";
import { counted, plainText, usd } from "@scylla/report";
import type { RerunItem, RerunPlan, RerunSelectors } from "@scylla/runner-core";
import { titlesOf } from "../progress/titles.ts";
import { replacedCost } from "./replaced-cost.ts";

/** Runs that are listed. */
const LISTED = 20;

/** What a rerun would do and cost, for people. */
export function rerunLines(
  plan: RerunPlan,
  context: { readonly frozen: FrozenPlan; readonly dir: string; readonly selectors: RerunSelectors },
): readonly string[] {
  const { stage, items, open, ungradable } = plan;
  const name = `${plainText(context.frozen.experiment)} in ${context.dir}`;
  const what = stage === "agent" ? "to be bought again" : "to be graded again, without buying an agent";
  return [
    items.length === 0 ? `${name}: nothing is left to mark` : `${name}: ${counted(items.length, "run")} ${what}`,
    ...listed(items, context.frozen),
    ...(open.length > 0
      ? [
          `${open.length} more ${open.length === 1 ? "is" : "are"} open already: the next resume does what is left of them`,
        ]
      : []),
    ...(ungradable.length > 0 ? [`${ungradable.length} more can't be graded again: nothing was captured of them`] : []),
    ...(stage === "agent" && items.length > 0 ? costLines(items) : []),
    ...(context.selectors.outcomes && stage === "agent" && items.length > 0 ? [BIAS] : []),
  ];
}

/** `2 agents` */
export function boughtAgain({ items }: RerunPlan): string {
  return counted(items.length, "agent");
}

const BIAS = "Runs picked by how they ended make their set-ups look other than they are: say so where you publish it.";

function listed(items: readonly RerunItem[], frozen: FrozenPlan): readonly string[] {
  const titles = titlesOf(frozen);
  const lines = [...Map.groupBy(items.slice(0, LISTED), ({ key }) => titles.setUp(key))].flatMap(([title, mine]) => [
    `  ${title}`,
    ...mine.map((item) => `    ${runLabel(item.key, item.n)}  ${endWords(item)}`),
  ]);
  const rest = items.length - LISTED;
  return rest > 0 ? [...lines, `  and ${counted(rest, "more run")}; --json has all`] : lines;
}

function endWords({ outcome, cost }: RerunItem): string {
  return [outcome ?? "no agent was bought", ...(cost === null ? [] : [usd(usdFromNano(cost))])].join(", ");
}

function costLines(items: readonly RerunItem[]): readonly string[] {
  const { usd: known, unknown } = replacedCost(items);
  const more = unknown > 0 ? `; of ${counted(unknown, "attempt")} the cost is unknown` : "";
  return [`What they cost, ${usd(known)}, goes to the ledger, and about as much is spent again${more}`];
}
