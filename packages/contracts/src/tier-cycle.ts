/**
 * The first circle in the tiers' `dependsOn`, as ids from one tier back to itself; null when there is none.
 * Dependencies on tiers that are not listed are not followed.
 */
export function findTierCycle(
  tiers: readonly { readonly id: string; readonly dependsOn: readonly string[] }[],
): readonly string[] | null {
  const byId = new Map(tiers.map((tier) => [tier.id, tier]));
  const done = new Set<string>();
  const visit = (id: string, trail: readonly string[]): readonly string[] | null => {
    const seen = trail.indexOf(id);
    if (seen >= 0) return [...trail.slice(seen), id];
    if (done.has(id)) return null;
    for (const next of byId.get(id)?.dependsOn ?? []) {
      const cycle = visit(next, [...trail, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return null;
  };
  for (const tier of tiers) {
    const cycle = visit(tier.id, []);
    if (cycle) return cycle;
  }
  return null;
}
