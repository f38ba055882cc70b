import { ScyllaError, type SourcePosition } from "@scylla/contracts";
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { ParsedYaml } from "./parse.ts";

/** Aliases included: what a document may expand to. */
const MAX_NODES = 100_000;
const MAX_DEPTH = 64;

export interface PlainValue {
  /** Mappings have no prototype, so that `__proto__` is a key like any other. */
  readonly value: unknown;
  /** What each alias stands for. */
  readonly aliases: ReadonlyMap<Alias, Node>;
}

/**
 * The value of a document, with keys checked for repetition and aliases expanded within bounds.
 * @param duplicate is told of each repeated key; the first of them counts.
 * @throws {ScyllaError} `CONFIG_SYNTAX` for an alias without anchor, `CONFIG_TOO_LARGE` for one that explodes or holds itself.
 */
export function plainValue(
  parsed: ParsedYaml,
  duplicate: (key: string, at: SourcePosition, first: SourcePosition) => void,
): PlainValue {
  let nodes = 0;
  const anchors = new Map<string, Node>();
  const aliases = new Map<Alias, Node>();
  const at = (node: Node): SourcePosition => parsed.positionAt(node.range?.[0] ?? 0);

  /** An anchor may be set again further down: an alias means the last one before it, also where it is expanded later. */
  const resolve = (alias: Alias): Node => {
    const target = aliases.get(alias) ?? anchors.get(alias.source);
    if (!target) throw unresolved(alias.source, at(alias));
    aliases.set(alias, target);
    return target;
  };

  const mapping = (pairs: readonly { readonly key: Node; readonly value: Node | null }[], depth: number): unknown => {
    const value: Record<string, unknown> = Object.create(null);
    const keys = new Map<string, Node>();
    for (const pair of pairs) {
      const key = keyText(pair.key);
      const member = expand(pair.value, depth + 1);
      const first = keys.get(key);
      if (first) duplicate(key, at(pair.key), at(first));
      else {
        keys.set(key, pair.key);
        value[key] = member;
      }
    }
    return value;
  };

  /** The alias in whose expansion everything is that is met now. */
  let outermost: Alias | null = null;
  const expandAlias = (alias: Alias, depth: number): unknown => {
    const isOutermost = outermost === null;
    outermost ??= alias;
    const value = expand(resolve(alias), depth);
    if (isOutermost) outermost = null;
    return value;
  };

  const expand = (node: Node | null, depth: number): unknown => {
    if (node === null) return null;
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) throw explodes(at(outermost ?? node));
    if (isAlias(node)) return expandAlias(node, depth + 1);
    if ("anchor" in node && node.anchor) anchors.set(node.anchor, node);
    if (isScalar(node)) return node.value;
    if (isSeq<Node | null>(node)) return node.items.map((item) => expand(item, depth + 1));
    if (isMap<Node, Node | null>(node)) return mapping(node.items, depth);
    throw new ScyllaError("INTERNAL", "unknown kind of YAML node", { at: at(node) });
  };
  return { value: expand(parsed.root, 0), aliases };
}

/** Keys are text, also `1` and `true`. */
export function keyText(key: Node): string {
  return isScalar(key) ? String(key.value ?? "") : "";
}

function unresolved(name: string, at: SourcePosition): ScyllaError {
  const hint = `Put a text that begins with * in quotes: "*${name}".`;
  return new ScyllaError("CONFIG_SYNTAX", `*${name} refers to an anchor that does not exist`, { at, hint });
}

function explodes(at: SourcePosition): ScyllaError {
  const hint = "Write the values out, without aliases of aliases.";
  return new ScyllaError("CONFIG_TOO_LARGE", "the file expands without bound", { at, hint });
}
