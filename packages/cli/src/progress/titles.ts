import type { CellKey, FrozenPlan, RunnerObserver } from "@scylla/contracts";
import { plainText } from "@scylla/report";

/** What groups and set-ups are called: a key is never shown without its title. */
export interface Titles {
  /** `A rule that helps (T0/01-rule)` */
  setUp(key: Pick<CellKey, "tier" | "subtest">): string;
  /** `A rule that helps (T0/01-rule), slugify, run 2`; with the agent where there are several. */
  run(key: CellKey, n: number): string;
  /** `Prompts (T0)` */
  group(tier: string): string;
  /** Learns them from a plan that is accepted. */
  readonly observer: RunnerObserver;
}

type Named = Pick<FrozenPlan, "subtests" | "tiers" | "agents">;

/** @param known a plan that is stored already. */
export function titlesOf(known: Named | null): Titles {
  const titles = new Map<string, string>();
  const agents = new Set<string>();
  const learn = ({ subtests, tiers, agents: known }: Named): void => {
    for (const { id } of known) agents.add(id);
    for (const { id, title } of tiers) titles.set(id, title);
    for (const { tier, id, title } of subtests) titles.set(`${tier}/${id}`, title);
  };
  if (known) learn(known);
  const labelled = (key: string): string => {
    const title = titles.get(key);
    return title === undefined ? key : `${plainText(title)} (${key})`;
  };
  const setUp: Titles["setUp"] = ({ tier, subtest }) => labelled(`${tier}/${subtest}`);
  return {
    setUp,
    run: (key, n) => [setUp(key), key.task, ...(agents.size > 1 ? [key.agent] : []), `run ${n}`].join(", "),
    group: labelled,
    observer: {
      planAccepted: ({ plan }) => {
        if (plan.schema === "plan/1") learn(plan);
      },
    },
  };
}
