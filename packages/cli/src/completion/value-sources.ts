import type { Command } from "commander";
import { type Candidates, NOTHING } from "./candidates.ts";
import { experimentDirs } from "./experiment-dirs.ts";
import { keyPrefixes, knownKeys } from "./known-keys.ts";
import { ladderTiers } from "./ladder-tiers.ts";

export interface Wanted {
  /** What help calls the value: `DIR`, `STAGE`, `a|b`. */
  readonly name: string;
  readonly command: Command;
  /** Arguments that stand before. */
  readonly given: readonly string[];
  readonly typed: string;
}

/** Names of values for which the parts of the keys of an experiment are offered: task, tier, subtest, agent, run. */
const KEY_PARTS = ["TASK", "TIER", "SUBTEST", "AGENT", "RUN"];

/** What a value can be, by what help calls it. */
export async function valuesOf(wanted: Wanted): Promise<Candidates> {
  const { name, typed, given } = wanted;
  if (/^[\w-]+(\|[\w-]+)+$/.test(name)) return among(name.split("|"), typed);
  if (name === "STAGE") return among((await import("@scylla/contracts/basics")).STAGES, typed);
  if (name === "OUTCOME") return listed((await import("@scylla/contracts/basics")).OUTCOMES, typed);
  if (name === "FORMAT") return among((await import("../report-formats.ts")).FORMATS, typed);
  if (name === "T0,T1") return listed(await tiersFor(given), typed);
  if (name === "KEY" || name === "KEYS") return keyPrefixes(await knownKeys(given), typed);
  if (name === "SET-UPS") return listed(setUpNames(await knownKeys(given)), typed);
  if (name === "BASELINE" || name === "OTHER") return sides(typed);
  const part = KEY_PARTS.indexOf(name.replace(/S$/, ""));
  if (part >= 0) return listed(partsOf(await knownKeys(given), part, typed), typed);
  if (name === "DIR") return { kind: "dirs", values: matching(experimentDirs(typed), typed) };
  return /\.|FILE|PATH|EXPERIMENT|ARCHIVE/.test(name) ? { kind: "files", values: [] } : NOTHING;
}

/** Set-ups of a tier by their whole name once that is typed: their ids may be those of another tier too. */
function partsOf(keys: readonly string[], part: number, typed: string): readonly string[] {
  const whole = KEY_PARTS[part] === "SUBTEST" && (typed.split(",").at(-1) ?? "").includes("/");
  return [
    ...new Set(
      keys.map((key) =>
        key
          .split("/")
          .slice(whole ? part - 1 : part, part + 1)
          .join("/"),
      ),
    ),
  ];
}

/** `T0/01-rule` */
function setUpNames(keys: readonly string[]): readonly string[] {
  return [...new Set(keys.map((key) => key.split("/").slice(1, 3).join("/")))];
}

/** A set-up of the latest experiment, or a directory. */
async function sides(typed: string): Promise<Candidates> {
  const names = await knownKeys([]).then(setUpNames, () => []);
  return { kind: "dirs", values: matching([...names, ...experimentDirs(typed)], typed) };
}

async function tiersFor(given: readonly string[]): Promise<readonly string[]> {
  const ladder = given.flatMap(ladderTiers);
  return ladder.length > 0 ? ladder : [...new Set((await knownKeys(given)).map((key) => key.split("/")[1] ?? ""))];
}

function among(all: Iterable<string>, typed: string): Candidates {
  return { kind: "none", values: matching([...all], typed) };
}

/** Names with commas between them: the last one is completed, each is offered once. */
function listed(all: readonly string[], typed: string): Candidates {
  const whole = typed.split(",").slice(0, -1);
  const prefix = whole.map((one) => `${one},`).join("");
  const values = all.filter((one) => !whole.includes(one)).map((one) => prefix + one);
  return { kind: "none", values: matching(values, typed) };
}

function matching(all: readonly string[], typed: string): Candidates["values"] {
  return all.filter((one) => one.startsWith(typed)).map((value) => ({ value }));
}
