/** Names as ids, which stand between slashes in keys: what does not fit in them becomes a dash, and equal ones get a number. */
export function uniqueIds(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  for (const name of new Set(names)) {
    const plain = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replaceAll(/^[-.]+|-+$/g, "") || "unnamed";
    let id = plain;
    for (let n = 2; taken.has(id); n++) id = `${plain}-${n}`;
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}
