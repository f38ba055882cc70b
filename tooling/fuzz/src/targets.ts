import { archiveTarget } from "./bytes/archive-target.ts";
import { bundleTarget } from "./bytes/bundle-target.ts";
import { objectTarget } from "./bytes/object-target.ts";
import { storeTarget } from "./bytes/store-target.ts";
import type { MakeTarget } from "./target.ts";
import { yamlTarget } from "./yaml/yaml-target.ts";

/** Everything that reads files of others, and how many inputs it gets before the next has its turn: fast ones get more. */
export const TARGETS: Readonly<Record<string, { readonly make: MakeTarget; readonly turn: number }>> = {
  yaml: { make: yamlTarget, turn: 200 },
  object: { make: objectTarget, turn: 500 },
  store: { make: storeTarget, turn: 10 },
  archive: { make: archiveTarget, turn: 20 },
  bundle: { make: bundleTarget, turn: 3 },
};
