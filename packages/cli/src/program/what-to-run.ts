import type { Command } from "commander";
import { nameList, wholeNumber } from "../option-values.ts";

/** The options that say which part of an experiment is meant: the same to look at a run and to start it. */
export function addWhatToRun(command: Command): Command {
  return command
    .optionsGroup("What to run:")
    .option("--tiers <T0,T1>", "only these groups", nameList("--tiers"))
    .option("--repeats <N>", "runs of each task with each set-up", wholeNumber("--repeats", 1, 10_000))
    .option("--max-subtests <N>", "only the first N set-ups of each group", wholeNumber("--max-subtests", 1, 10_000));
}
