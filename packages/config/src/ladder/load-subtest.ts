import {
  idSchema,
  type LoadedSubtest,
  type SourcePosition,
  type SubtestFile,
  subtestFileSchema,
} from "@scylla/contracts";
import type { Problems } from "../problems.ts";
import type { Path } from "../yaml/positions.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { loadResources } from "./load-resources.ts";

/** A set-up, with the places that checks of the whole ladder point at. */
export interface SubtestWithPlaces {
  readonly subtest: LoadedSubtest;
  /** Where each inherited tier is named. */
  readonly inheritedAt: (index: number) => SourcePosition;
}

/** Reads `<ladder>/<tier>/<id>.yaml`; null when it is wrong, which is reported. */
export async function loadSubtestFile(
  params: { readonly root: string; readonly tier: string; readonly id: string; readonly file: string },
  problems: Problems,
): Promise<SubtestWithPlaces | null> {
  const { root, tier, id, file } = params;
  const name = idSchema.safeParse(id);
  if (!name.success) {
    const hint = "The name of the file is the set-up's id: use letters, digits, '.', '_' and '-', at most 64 of them.";
    problems.report("CONFIG_INVALID", `${tier}/${id}.yaml is not a name for a set-up`, { file }, hint);
    return null;
  }
  const read = await readYaml({ file, name: `${tier}/${id}.yaml`, at: { file }, schema: subtestFileSchema }, problems);
  return read && subtestOf({ root, tier, id, written: read.value, placeOf: read.at }, problems);
}

/** A set-up from what was written about it, in a file of its own or in the experiment. */
export async function subtestOf(
  params: {
    readonly root: string;
    readonly tier: string;
    readonly id: string;
    readonly written: Omit<SubtestFile, "version">;
    readonly placeOf: (path: Path) => SourcePosition;
  },
  problems: Problems,
): Promise<SubtestWithPlaces> {
  const { root, tier, id, written, placeOf } = params;
  const resources = await loadResources(root, written.resources, (path) => placeOf(["resources", ...path]), problems);
  const inherits = written.inherits === "none" ? null : written.inherits;
  return {
    subtest: { tier, id, title: written.title, inherits, resources, at: placeOf([]) },
    inheritedAt: (index) => placeOf(["inherits", "tiers", index]),
  };
}
