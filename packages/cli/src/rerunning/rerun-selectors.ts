import { type CurrentPlan, matchingCells, nearestName, OUTCOMES, parseKeyPattern } from "@scylla/contracts";
import type { RerunSelectors } from "@scylla/runner-core";
import { unknownKey } from "../find-key.ts";
import { suggestion, usageError } from "../usage-error.ts";

/** The selectors as they were typed. */
export interface RerunNames {
  readonly task?: readonly string[];
  readonly tier?: readonly string[];
  readonly subtest?: readonly string[];
  readonly agent?: readonly string[];
  readonly run?: readonly string[];
  readonly outcome?: readonly string[];
}

/** `--tier T0,T1 --run 2` */
export function selectedWords({ task, tier, subtest, agent, run, outcome }: RerunNames): string {
  return Object.entries({ task, tier, subtest, agent, run, outcome })
    .flatMap(([option, names]) => (names === undefined ? [] : [`--${option} ${names.join(",")}`]))
    .join(" ");
}

/** Selectors of which every name is one of the plan. @throws {ScyllaError} `USAGE` for any other, and where there is none at all. */
export function rerunSelectors(names: RerunNames, { frozen, cells }: CurrentPlan): RerunSelectors {
  const { task, tier, subtest, agent, run, outcome } = names;
  if (![task, tier, subtest, agent, run, outcome].some((one) => one !== undefined))
    throw usageError(
      "rerun needs to be told which runs are meant",
      "Name them with --task, --tier, --subtest, --agent, --run or --outcome; `scylla list` shows their keys.",
    );
  const subtests = frozen.subtests.flatMap(({ tier, id }) => [id, `${tier}/${id}`]);
  return {
    tasks: known(
      "--task",
      task,
      frozen.tasks.map(({ id }) => id),
    ),
    tiers: known(
      "--tier",
      tier,
      frozen.tiers.map(({ id }) => id),
    ),
    subtests: known("--subtest", subtest, subtests),
    agents: known(
      "--agent",
      agent,
      frozen.agents.map(({ id }) => id),
    ),
    runs: run?.map((text) => runOf(text, cells, frozen.repeats)),
    outcomes: known("--outcome", outcome, OUTCOMES, "no outcome"),
  };
}

function known<T extends string>(
  option: string,
  wanted: readonly string[] | undefined,
  names: readonly T[],
  nothing = "nothing of the plan",
): readonly T[] | undefined {
  return wanted?.map((text) => {
    const name = names.find((one) => one === text);
    if (name !== undefined) return name;
    const near = nearestName(text, names);
    throw usageError(
      `${option} names ${nothing}: ${JSON.stringify(text)}`,
      near === null ? suggestion(text, [...new Set(names)]) : `Did you mean ${near}?`,
    );
  });
}

function runOf(
  text: string,
  cells: CurrentPlan["cells"],
  repeats: number,
): NonNullable<RerunSelectors["runs"]>[number] {
  const n = /^\d{1,6}$/.test(text) ? Number(text) : null;
  const pattern = n === null ? parseKeyPattern(text) : null;
  const number = n ?? pattern?.n ?? 1;
  if (number < 1 || number > repeats)
    throw usageError(`--run ${text}: there are runs 1 to ${repeats} of each cell`, "Name one of them.");
  if (n !== null) return n;
  if (!pattern || matchingCells(pattern, cells).length === 0) throw unknownKey(text, cells);
  return pattern;
}
