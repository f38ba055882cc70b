import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadExperiment } from "@scylla/config";
import { stringify } from "yaml";
import type { Chooser } from "../chooser.ts";
import { type Target, taken } from "../target.ts";
import { GRAMMAR, KINDS, type Kind } from "./grammar.ts";
import { mutateText } from "./mutate-text.ts";
import { mutateTree } from "./mutate-tree.ts";
import { SOUND, writeSoundExperiment } from "./sound-experiment.ts";

const FILES: Readonly<Record<Kind, string>> = {
  experiment: "experiment.yaml",
  task: "tasks/slugify/task.yaml",
  subtest: "ladder/T0/01-rule.yaml",
  ladder: "ladder/ladder.yaml",
  "mcp-server": "ladder/mcp/files.yaml",
};

/** Loads an experiment one file of which is mutated, as values, as text, or both. */
export async function yamlTarget(): Promise<Target> {
  const root = await mkdtemp(join(tmpdir(), "scylla-fuzz-"));
  await writeSoundExperiment(root);
  return {
    feed: async (choose) => {
      const kind = choose.pick(KINDS);
      const path = join(root, FILES[kind]);
      await writeFile(path, mutatedFile(choose, kind));
      const how = await taken(() => loadExperiment(join(root, "experiment.yaml"), { env: {} }));
      const sound = SOUND[FILES[kind]];
      await (sound === undefined ? rm(path) : writeFile(path, sound));
      return how;
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

function mutatedFile(choose: Chooser, kind: Kind): string | Buffer {
  const tree = GRAMMAR[kind](choose);
  const changed = choose.chance(0.6) ? mutateTree(choose, tree) : tree;
  const text = choose.chance(0.2) ? JSON.stringify(changed) : stringify(changed);
  return choose.chance(0.6) ? mutateText(choose, text) : text;
}
