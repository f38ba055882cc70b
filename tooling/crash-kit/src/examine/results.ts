import { isDeepStrictEqual } from "node:util";

/** What `results/1` says beside times: fields named `*Ms` and `*At` are left out, at every depth. */
export function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !/(Ms|At)$/.test(name))
      .map(([name, one]) => [name, withoutTimes(one)]),
  );
}

/** Where two results differ beside times, in words; empty where they are equal. */
export function differences(expected: unknown, actual: unknown, at = "results"): string[] {
  const [a, b] = [withoutTimes(expected), withoutTimes(actual)];
  if (isDeepStrictEqual(a, b)) return [];
  if (!isRecord(a) || !isRecord(b)) return [`${at} is ${JSON.stringify(b)} instead of ${JSON.stringify(a)}`];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => differences(a[name], b[name], `${at}.${name}`));
}

/** Arrays count: their indexes are their names. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}
