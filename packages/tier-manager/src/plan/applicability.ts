import type { LayoutRegistry } from "../layouts/layout-registry.ts";
import type { ResolvedSetup } from "./refusals.ts";

export interface Lacking {
  readonly setup: ResolvedSetup;
  /** Capabilities, or `the winner of T3` for a set-up that would inherit from a tier of which the agent can't be given anything. */
  readonly lacks: readonly string[];
}

/** Set-ups that can be given to their agents, and those that would arrive weaker than they are meant, which are never run. */
export function applicability(
  setups: readonly ResolvedSetup[],
  layouts: LayoutRegistry,
): { readonly applicable: readonly ResolvedSetup[]; readonly lacking: readonly Lacking[] } {
  const lacking = new Map<ResolvedSetup, readonly string[]>();
  for (const setup of setups) {
    const lacks = layouts.lacking(setup.treatment);
    if (lacks.length > 0) lacking.set(setup, lacks);
  }
  const tiers = Map.groupBy(setups, (setup) => tierOf(setup, setup.subtest.tier));
  const isEmpty = (all: readonly ResolvedSetup[] = []): boolean =>
    all.length > 0 && all.every((one) => lacking.has(one));
  // A tier without anything for an agent leaves nothing to inherit, which may empty a tier that others inherit from.
  for (let before = -1; before !== lacking.size; ) {
    before = lacking.size;
    for (const setup of setups) {
      if (lacking.has(setup)) continue;
      const empty = (setup.subtest.inherits?.tiers ?? []).filter((tier) => isEmpty(tiers.get(tierOf(setup, tier))));
      if (empty.length > 0)
        lacking.set(
          setup,
          empty.map((tier) => `the winner of ${tier}`),
        );
    }
  }
  return {
    applicable: setups.filter((setup) => !lacking.has(setup)),
    lacking: [...lacking].map(([setup, lacks]) => ({ setup, lacks })),
  };
}

function tierOf({ agent }: ResolvedSetup, tier: string): string {
  return `${tier}\n${agent.id}`;
}
