/** A member of a JSON value; undefined where there is none. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** A list that is a member of a JSON value; empty where there is none. */
export function list(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

/** How many of a list's members have this text as a member. */
export function countWith(values: readonly unknown[], name: string, text: string): number {
  return values.filter((value) => member(value, name) === text).length;
}
