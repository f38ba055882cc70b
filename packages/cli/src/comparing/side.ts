import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readExperiment } from "@scylla/compose";
import type { CellKey, Results, SubtestResult } from "@scylla/contracts";
import { findExperiment } from "../experiment-dir.ts";
import { suggestion, usageError } from "../usage-error.ts";

/** One side of a comparison: an experiment, and what of it. */
export interface Side {
  readonly dir: string;
  /** Without runs of other tasks, where one task is named. */
  readonly results: Results;
  /** Null: every set-up. */
  readonly setUp: SubtestResult | null;
}

/** A set-up `T0/01-rule`, one of an agent `T0/01-rule/claude`, or a cell `slugify/T0/01-rule/claude`; `DIR:` goes before it for another experiment. */
export async function sideOf(text: string): Promise<Side> {
  const colon = text.lastIndexOf(":");
  if (existsSync(resolve(text)) || !text.slice(colon + 1).includes("/")) return whole(findExperiment(text));
  const dir = findExperiment(colon > 0 ? text.slice(0, colon) : undefined);
  const { results } = await readExperiment({ dir });
  const key = keyOf(text.slice(colon + 1));
  const ofTask = key.task === null ? results : onTask(results, key.task);
  return { dir, results: ofTask, setUp: setUpOf(key, ofTask) };
}

async function whole(dir: string): Promise<Side> {
  return { dir, results: (await readExperiment({ dir })).results, setUp: null };
}

type Named = { readonly [Part in keyof CellKey]: string | null };

function keyOf(text: string): Named {
  const parts = text.split("/");
  const [tier = null, subtest = null, agent = null] = parts.length === 4 ? parts.slice(1) : parts;
  if (parts.length < 2 || parts.length > 4 || parts.includes(""))
    throw usageError(
      `${JSON.stringify(text)} names no set-up`,
      "Name it like T0/01-rule, T0/01-rule/AGENT or TASK/T0/01-rule/AGENT.",
    );
  return { task: parts.length === 4 ? (parts[0] ?? null) : null, tier, subtest, agent };
}

function onTask(results: Results, task: string): Results {
  const runs = results.runs.filter((run) => run.task === task);
  if (runs.length > 0) return { ...results, runs };
  const tasks = [...new Set(results.runs.map((run) => run.task))];
  throw usageError(`${results.experiment} has no task ${JSON.stringify(task)}`, suggestion(task, tasks));
}

function setUpOf({ tier, subtest, agent }: Named, { subtests, experiment }: Results): SubtestResult {
  const named = subtests.filter((one) => one.tier === tier && one.subtest === subtest);
  const [found, ...others] = named.filter((one) => agent === null || one.agent === agent);
  if (!found) {
    const names = subtests.map((one) => [one.tier, one.subtest, ...(agent === null ? [] : [one.agent])].join("/"));
    const asked = [tier, subtest, ...(agent === null ? [] : [agent])].join("/");
    throw usageError(`${experiment} has no set-up ${asked}`, suggestion(asked, [...new Set(names)]));
  }
  if (others.length > 0) {
    const agents = named.map((one) => one.agent).join(", ");
    throw usageError(
      `${tier}/${subtest} is a set-up of several agents`,
      `Name one: ${tier}/${subtest}/AGENT, with ${agents}.`,
    );
  }
  return found;
}
