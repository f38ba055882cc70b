// Finds a seed of examples/quickstart with which its story holds: `node --conditions=@scylla/source tooling/demo/src/find-seed.ts`.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { planExperiment } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import { EXAMPLE } from "./example.ts";

/** As in agents/toy.mjs: the share of runs in which the agent reads the docs, and so passes. */
const BY_ITSELF = 0.3;
const WHEN_TOLD = 0.96;

/** Passes of the 8 runs of each set-up. The skill passes in the same tasks as the baseline, so that it costs the same. */
const STORY: Readonly<Record<string, number>> = {
  "00-plain": 2,
  "01-rule": 8,
  "02-long": 2,
  "03-cheer": 6,
  "00-skill": 2,
};

const { plan } = await planExperiment(await loadExperiment(join(EXAMPLE, "experiment.yaml")));

/** Passes by set-up and task. What the runner gives an agent as SCYLLA_SEED is the beginning of this hash. */
function passes(seed: number): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const { key, digest } of plan.cells) {
    const chance = key.subtest === "01-rule" ? WHEN_TOLD : BY_ITSELF;
    const runs = Array.from({ length: plan.repeats }, (_, i) => `${seed}/run/${digest}/${i + 1}`);
    const draws = runs.map((run) => createHash("sha256").update(run).digest().readUInt32BE(0) / 2 ** 32);
    const tasks = found.get(key.subtest) ?? new Map<string, number>();
    found.set(key.subtest, tasks.set(key.task, draws.filter((draw) => draw < chance).length));
  }
  return found;
}

function fits(found: Map<string, Map<string, number>>): boolean {
  const sum = (subtest: string): number => [...(found.get(subtest)?.values() ?? [])].reduce((a, b) => a + b, 0);
  const alike = plan.tasks.every(({ id }) => found.get("00-plain")?.get(id) === found.get("00-skill")?.get(id));
  return alike && Object.entries(STORY).every(([subtest, wanted]) => sum(subtest) === wanted);
}

let seed = 1;
while (!fits(passes(seed))) seed++;
console.log(`seed: ${seed}`);
