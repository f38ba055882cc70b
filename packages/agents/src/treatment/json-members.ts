/** A member of a JSON value; undefined where there is none. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** A list that is a member of a JSON value; empty where there is none. */
export function listIn(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}

/** A text that is a member of a JSON value, as a list of one; empty where there is none. */
export function textIn(value: unknown, name: string): readonly string[] {
  const text = memberOf(value, name);
  return typeof text === "string" ? [text] : [];
}
