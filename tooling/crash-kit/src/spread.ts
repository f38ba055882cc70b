/** A bounded, always equal choice: the first and the last of every kind, and as many in between, evenly, as `each` allows. */
export function spread<T>(items: readonly T[], kindOf: (item: T) => string, each: number): T[] {
  return [...Map.groupBy(items, kindOf).values()].flatMap((group) => {
    if (group.length <= each) return group;
    const step = (group.length - 1) / Math.max(1, each - 1);
    return Array.from({ length: each }, (_, i) => group[Math.round(i * step)]).filter((item) => item !== undefined);
  });
}
