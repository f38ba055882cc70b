import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareKeys, type LoadedLadder, type SourcePosition } from "@scylla/contracts";
import { fileError } from "../files/read-file.ts";
import { suggestion } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import { attempt } from "../reported.ts";
import { checkLadder } from "./check-ladder.ts";
import { loadSubtestFile, type SubtestWithPlaces } from "./load-subtest.ts";
import { loadTiers } from "./load-tiers.ts";

const ASSETS = ["blocks", "skills", "subagents", "mcp"];

/**
 * Reads a ladder directory: its tiers, and the set-ups of each. What is there and would not be read is an error, notes in
 * Markdown and hidden files excepted.
 * @param name what to call the directory; `at` is the place that names it.
 * @returns null when the ladder can't be made out at all; everything wrong was reported.
 */
export async function loadLadder(
  root: string,
  name: string,
  at: SourcePosition,
  problems: Problems,
): Promise<LoadedLadder | null> {
  const entries = await attempt(problems, () => listDirectory(root, name, at));
  const tiers =
    entries &&
    (await loadTiers(
      root,
      entries.some((entry) => entry.name === "ladder.yaml"),
      problems,
    ));
  if (!tiers) return null;
  const ids = tiers.tiers.map((tier) => tier.id);
  reportUnread(root, entries, ids, problems);
  const subtests: SubtestWithPlaces[] = [];
  for (const tier of ids) {
    if (entries.some((entry) => entry.name === tier && !entry.isFile())) {
      subtests.push(...(await loadTierDirectory(root, tier, problems)));
    }
  }
  checkLadder(tiers, subtests, problems);
  return { tiers: tiers.tiers, subtests: subtests.map(({ subtest }) => subtest) };
}

async function loadTierDirectory(
  root: string,
  tier: string,
  problems: Problems,
): Promise<readonly SubtestWithPlaces[]> {
  const directory = join(root, tier);
  const entries = await attempt(problems, () => listDirectory(directory, tier, { file: directory }));
  const subtests: SubtestWithPlaces[] = [];
  for (const entry of entries ?? []) {
    const file = join(directory, entry.name);
    if (!entry.name.endsWith(".yaml") || entry.isDirectory()) {
      const hint = entry.isDirectory()
        ? "Set-ups lie directly in their tier."
        : "The name of a set-up's file ends in .yaml.";
      problems.report("CONFIG_INVALID", `${tier}/${entry.name} is not read as a set-up`, { file }, hint);
      continue;
    }
    const id = entry.name.slice(0, -".yaml".length);
    const subtest = await loadSubtestFile({ root, tier, id, file }, problems);
    if (subtest) subtests.push(subtest);
  }
  return subtests.sort((a, b) => compareKeys(a.subtest.id, b.subtest.id));
}

/** In order of name, without hidden files and notes. */
async function listDirectory(path: string, name: string, at: SourcePosition): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.name.startsWith(".") && !entry.name.endsWith(".md"))
      .sort((a, b) => compareKeys(a.name, b.name));
  } catch (error) {
    throw fileError(error, name, at);
  }
}

function reportUnread(root: string, entries: readonly Dirent[], tiers: readonly string[], problems: Problems): void {
  const known = ["ladder.yaml", ...ASSETS, ...tiers];
  for (const entry of entries) {
    if (known.includes(entry.name)) continue;
    const hint = `${suggestion(entry.name, known, "Remove it.")} A further tier needs an entry in ladder.yaml.`;
    problems.report("CONFIG_INVALID", `${entry.name} is not part of a ladder`, { file: join(root, entry.name) }, hint);
  }
}
