import type { Chooser } from "../chooser.ts";
import type { Tree } from "./grammar.ts";

/** Values that stand where something else was meant. */
const ODD: readonly [Tree, ...Tree[]] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  2,
  0.5,
  1e308,
  -1e-9,
  2 ** 53,
  "",
  " ",
  "none",
  "command",
  "T0",
  "../..",
  "/etc/passwd",
  "a/b",
  "\u0000",
  "\ud83d\ude00",
  "x".repeat(5000),
  "0ms",
  "999999h",
  "https://me:pw@x.org/y",
  "ext::sh -c x",
  "__proto__",
  [],
  [[]],
  {},
  { version: 1 },
  { constructor: {} },
];

const KEYS = [
  "version",
  "id",
  "title",
  "time",
  "command",
  "text",
  "only",
  "toString",
  "hasOwnProperty",
  "",
  "ünï",
  "a b",
];

/** Between one and three changes of nodes, keys and order. */
export function mutateTree(choose: Chooser, tree: Tree): Tree {
  let mutated = tree;
  for (let left = 1 + choose.below(3); left > 0; left--) mutated = mutateOnce(choose, mutated);
  return mutated;
}

function mutateOnce(choose: Chooser, tree: Tree): Tree {
  const inside = isBranch(tree) && choose.chance(0.75);
  if (!inside) return choose.pick(ODD);
  if (Array.isArray(tree)) return mutateList(choose, tree);
  return mutateMapping(choose, tree);
}

function mutateList(choose: Chooser, list: readonly Tree[]): Tree {
  const at = choose.below(list.length);
  switch (choose.below(4)) {
    case 0:
      return list.filter((_, i) => i !== at);
    case 1:
      return [...list, list[at] ?? null];
    case 2:
      return [...list, choose.pick(ODD)];
    default:
      return list.map((item, i) => (i === at ? mutateOnce(choose, item) : item));
  }
}

function mutateMapping(choose: Chooser, mapping: { readonly [key: string]: Tree }): Tree {
  const entries = Object.entries(mapping);
  const at = choose.below(entries.length);
  const key = choose.pick(["x", ...KEYS]);
  switch (choose.below(5)) {
    case 0:
      return fromEntries(entries.filter((_, i) => i !== at));
    case 1:
      return fromEntries([...entries, [key, choose.pick(ODD)]]);
    case 2:
      return fromEntries(entries.map(([name, value], i) => [i === at ? key : name, value]));
    default:
      return fromEntries(entries.map(([name, value], i) => [name, i === at ? mutateOnce(choose, value) : value]));
  }
}

function isBranch(tree: Tree): tree is Tree[] | { [key: string]: Tree } {
  return tree !== null && typeof tree === "object" && Object.keys(tree).length > 0;
}

function fromEntries(entries: readonly (readonly [string, Tree])[]): Tree {
  return Object.fromEntries(entries);
}
