import type { SourcePosition } from "@scylla/contracts";
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { ParsedYaml } from "./parse.ts";
import { keyText } from "./plain-value.ts";

/** Keys and indices from the root of a document. */
export type Path = readonly PropertyKey[];

export interface Positions {
  /** Where the value at a path stands; for one that is absent, where the nearest mapping above it does. */
  at(path: Path): SourcePosition;
  /** Where the key of a mapping's member stands; the value's place where there is no such key. */
  keyAt(path: Path): SourcePosition;
  /** The text of a plain or quoted value as it was written; null for anything else. */
  sourceAt(path: Path): string | null;
}

interface Found {
  readonly key: Node | null;
  readonly value: Node | null;
  /** The deepest node on the way there. */
  readonly near: Node;
}

export function positionsOf(parsed: ParsedYaml, aliases: ReadonlyMap<Alias, Node>): Positions {
  const { root, positionAt } = parsed;
  const resolved = (node: Node | null): Node | null => (isAlias(node) ? resolved(aliases.get(node) ?? null) : node);

  const find = (path: Path): Found => {
    let found: Found = { key: null, value: root, near: root };
    for (const step of path) {
      const next = member(resolved(found.value), step);
      if (!next) return { key: null, value: null, near: found.near };
      // An absent member is best shown at the key of the mapping that lacks it.
      found = { ...next, near: next.key ?? next.value ?? found.near };
    }
    return found;
  };

  const offset = (node: Node): SourcePosition => positionAt(node.range?.[0] ?? 0);
  return {
    at(path) {
      const { value, near } = find(path);
      return offset(value && hasText(value) ? value : near);
    },
    keyAt(path) {
      const { key, near } = find(path);
      return offset(key ?? near);
    },
    sourceAt(path) {
      const value = resolved(find(path).value);
      return isScalar(value) && typeof value.source === "string" ? value.source : null;
    },
  };
}

function member(
  node: Node | null,
  step: PropertyKey,
): { readonly key: Node | null; readonly value: Node | null } | null {
  if (isSeq<Node | null>(node)) return { key: null, value: node.items[Number(step)] ?? null };
  if (!isMap<Node, Node | null>(node)) return null;
  return node.items.find(({ key }) => keyText(key) === String(step)) ?? null;
}

/** `key:` with nothing behind it has a null value at the line's end; its key says more. */
function hasText(node: Node): boolean {
  return !isScalar(node) || node.value !== null || node.source !== "";
}
