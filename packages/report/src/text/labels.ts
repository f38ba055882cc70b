import type { Results, SubtestResult, TierResult } from "@scylla/contracts";
import { plainText } from "./plain-text.ts";
import { fitText, textWidth } from "./text-width.ts";

/** What a thing is called for people, with the key that files and commands use. */
export interface Label {
  readonly title: string;
  readonly key: string;
}

/** Labels of one report; agents are named where there are several. */
export interface Labels {
  setUp(setUp: Pick<SubtestResult, "tier" | "subtest" | "title" | "agent">): Label;
  /** For a place where the agent was named just before. */
  setUpAlone(setUp: Pick<SubtestResult, "tier" | "subtest" | "title">): Label;
  tier(tier: Pick<TierResult, "tier" | "title" | "agent">): Label;
}

export function labelsOf(results: Results): Labels {
  const several = new Set(results.subtests.map(({ agent }) => agent)).size > 1;
  const label = (title: string, key: string): Label => ({ title: plainText(title), key: plainText(key) });
  const withAgent = (key: string, agent: string): string => (several ? `${key}, ${agent}` : key);
  return {
    setUp: ({ tier, subtest, title, agent }) => label(title, withAgent(`${tier}/${subtest}`, agent)),
    setUpAlone: ({ tier, subtest, title }) => label(title, `${tier}/${subtest}`),
    tier: ({ tier, title, agent }) => label(title, withAgent(tier, agent)),
  };
}

/** `A rule that helps (T0/01-rule)` */
export function labelText({ title, key }: Label): string {
  return `${title} (${key})`;
}

/** The same in at most `width` columns; the title gives way before the key does. */
export function fitLabel(label: Label, width: number): string {
  const whole = labelText(label);
  if (textWidth(whole) <= width) return whole;
  const room = width - textWidth(` (${label.key})`);
  return room >= 8 ? `${fitText(label.title, room)} (${label.key})` : fitText(whole, width);
}
