import type { Command } from "commander";
import type { RerunOptions } from "../commands/rerun.ts";
import { nameList } from "../option-values.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addRerun(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("rerun")
    .description("mark runs to be done again by the next resume; what they did stays on record")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .optionsGroup("Which runs (several values with commas between them; all options must match):")
    .option("--task <TASK>", "of these tasks", nameList("--task"))
    .option("--tier <TIER>", "of these groups", nameList("--tier"))
    .option("--subtest <SUBTEST>", "of these set-ups: 01-rule, or T0/01-rule", nameList("--subtest"))
    .option("--agent <AGENT>", "of these agents", nameList("--agent"))
    .option("--run <KEY>", "with these keys, as `scylla list` shows them, or numbers", nameList("--run"))
    .option("--outcome <OUTCOME>", "whose agents ended so: ok, timeout, invalid, ...", nameList("--outcome"))
    .optionsGroup("What and why:")
    .option("--stage <agent|check|judge>", "agent: buy it again; check: only grade again; default: agent")
    .option("--reason <TEXT>", "is recorded with it")
    .option("--keep-winners", "also runs that a recorded winner was chosen from; the winner stays")
    .option("--dry-run", "only say what would be done")
    .option("--yes", "do not ask before agents are bought again")
    .option(...JSON_OPTION)
    .optionsGroup("Options:")
    .addHelpText(
      "after",
      example("scylla rerun examples/quickstart/.scylla/quickstart --tier T1 --run 1 --stage check --dry-run"),
    )
    .action(async (dir: string | undefined, options: RerunOptions) => {
      const { rerun } = await import("../commands/rerun.ts");
      exitWith(await rerun(dir, options));
    });
}
