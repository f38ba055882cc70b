export type TomlValue = string | number | boolean | readonly TomlValue[] | { readonly [key: string]: TomlValue };

/** A table as TOML, its sub-tables as tables of their own. */
export function toml(table: { readonly [key: string]: TomlValue }, path: readonly string[] = []): string {
  const entries = Object.entries(table);
  const values = entries.flatMap(([key, value]) => (isTable(value) ? [] : [`${quoted(key)} = ${literal(value)}\n`]));
  const tables = entries.flatMap(([key, value]) => {
    if (!isTable(value)) return [];
    const inner = [...path, key];
    return [`\n[${inner.map(quoted).join(".")}]\n${toml(value, inner)}`];
  });
  return [...values, ...tables].join("");
}

function isTable(value: TomlValue): value is { readonly [key: string]: TomlValue } {
  return typeof value === "object" && !Array.isArray(value);
}

function literal(value: TomlValue): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  return String(value);
}

/** A basic string. JSON escapes what TOML does, but for the character DEL. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
