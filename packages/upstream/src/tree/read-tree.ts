import { realpath } from "node:fs/promises";
import { compareKeys, ScyllaError } from "@scylla/contracts";
import type { UpstreamExperiment, UpstreamResults, UpstreamRun } from "../model.ts";
import { problemList } from "../read/problems.ts";
import { compareUpstreamRuns } from "../read/run-order.ts";
import { findExperiments } from "./find-experiments.ts";
import { readExperiment } from "./read-experiment.ts";

/**
 * Reads the result files of one or more experiments: `<experiment>/<timestamp>/[completed/]T0/00/run_01/`, or a directory that begins with
 * tiers. Nothing outside of it is read. A file that is damaged or larger than 16 MB is a problem with its path, and what it should tell is missing.
 * @throws {ScyllaError} `FILE_MISSING` where there is no such directory, or no tier in it.
 */
export async function readUpstreamTree(dir: string): Promise<UpstreamResults> {
  const root = await realpath(dir).catch(() => {
    throw new ScyllaError("FILE_MISSING", `${dir} does not exist`, { hint: "Name the directory of the results." });
  });
  const { problems, report } = problemList();
  const experiments: UpstreamExperiment[] = [];
  const runs: UpstreamRun[] = [];
  const places = await findExperiments(root, report);
  for (const place of places) {
    // Two of one name are told apart by where they stand.
    const alone = places.filter(({ id }) => id === place.id).length === 1;
    const found = alone ? place : { ...place, id: place.name };
    const read = await readExperiment(root, found, report);
    experiments.push(read.experiment);
    runs.push(...read.runs);
  }
  if (experiments.length === 0) {
    throw new ScyllaError("FILE_MISSING", `there are no results in ${dir}: no directory T0, T1, ... of a tier`, {
      hint: "Name a directory that holds tiers, or experiments that do.",
    });
  }
  experiments.sort((a, b) => compareKeys(a.id, b.id));
  return { source: "tree", experiments, runs: runs.sort(compareUpstreamRuns), problems };
}
