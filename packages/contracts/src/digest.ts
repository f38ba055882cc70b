import { createHash } from "node:crypto";

/** Lower-case hexadecimal SHA-256. */
export type Digest = string;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** JSON with sorted keys and no spaces; `undefined` members are left out. Equal values give equal text on every machine. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value as { readonly [key: string]: Json | undefined })
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

export function sha256(data: string | Uint8Array): Digest {
  return createHash("sha256").update(data).digest("hex");
}

/** The digest of a value: SHA-256 of its canonical JSON in UTF-8. */
export function digestOf(value: Json): Digest {
  return sha256(canonicalJson(value));
}

/** Orders keys by UTF-16 code unit, the same in every locale; use it wherever order is stored or shown. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
