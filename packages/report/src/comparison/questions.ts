import type { Comparison, ComparisonResult, SubtestResult } from "@scylla/contracts";

/** A set-up as one agent gets it. */
export type SetUpRef = Pick<SubtestResult, "tier" | "subtest" | "agent">;

/** What is asked of the results. */
export interface Question extends Pick<ComparisonResult, "id" | "family" | "metric" | "margin"> {
  readonly baseline: SetUpRef;
  readonly against: SetUpRef;
}

/** Differences of pass rates and scores within ± this count as none where nothing else is declared. */
const USUAL_MARGIN = 0.05;

/**
 * The declared questions, once for each agent that has both set-ups. Where none is declared: each set-up against its agent's first, by
 * pass rate, and each further agent against the first, at the first set-up of both.
 */
export function questionsOf(setUps: readonly SetUpRef[], declared: readonly Comparison[]): readonly Question[] {
  const byAgent = [...Map.groupBy(setUps, ({ agent }) => agent).values()];
  if (declared.length > 0) return byAgent.flatMap((mine) => declared.flatMap((one) => declaredQuestion(mine, one)));
  return [...byAgent.flatMap(againstFirst), ...betweenAgents(byAgent)];
}

function declaredQuestion(mine: readonly SetUpRef[], { primary, margin, ...one }: Comparison): readonly Question[] {
  const named = (name: string): SetUpRef | undefined => mine.find((setUp) => nameOf(setUp) === name);
  const [baseline, against] = [named(one.baseline), named(one.against)];
  if (!baseline || !against) return [];
  const family = primary ? "primary" : "declared";
  return [{ id: one.id, family, metric: one.metric, margin: margin ?? usualMargin(one.metric), baseline, against }];
}

function againstFirst([baseline, ...others]: readonly SetUpRef[]): readonly Question[] {
  if (!baseline) return [];
  return others.map((against) => ({ ...usual("set-ups"), id: nameOf(against), baseline, against }));
}

function betweenAgents([first, ...others]: readonly (readonly SetUpRef[])[]): readonly Question[] {
  return others.flatMap((mine) => {
    const baseline = first?.find((setUp) => mine.some((other) => nameOf(other) === nameOf(setUp)));
    const against = baseline && mine.find((setUp) => nameOf(setUp) === nameOf(baseline));
    return baseline && against ? [{ ...usual("agents"), id: against.agent, baseline, against }] : [];
  });
}

/** A set-up of one experiment and one of another. */
export interface SetUpPair {
  readonly baseline: SetUpRef;
  readonly against: SetUpRef;
}

/** The set-ups that both have, in the order of the second. */
export function commonSetUps(first: readonly SetUpRef[], second: readonly SetUpRef[]): readonly SetUpPair[] {
  return second.flatMap((against) => {
    const baseline = first.find((one) => one.agent === against.agent && nameOf(one) === nameOf(against));
    return baseline ? [{ baseline, against }] : [];
  });
}

export function pairQuestion(pair: SetUpPair): Question {
  return { ...usual("experiments"), id: nameOf(pair.against), ...pair };
}

function usual(family: "set-ups" | "agents" | "experiments"): Pick<Question, "family" | "metric" | "margin"> {
  return { family, metric: "passRate", margin: USUAL_MARGIN };
}

function usualMargin(metric: Comparison["metric"]): number | null {
  return isShare(metric) ? USUAL_MARGIN : null;
}

/** From 0 to 1, and the more the better; costs and durations have no bounds, and less is better. */
export function isShare(metric: Comparison["metric"]): boolean {
  return metric === "passRate" || metric === "score";
}

/** As comparisons name it. */
export function nameOf({ tier, subtest }: Pick<SetUpRef, "tier" | "subtest">): string {
  return `${tier}/${subtest}`;
}
