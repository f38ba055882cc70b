import { type Command, Option } from "commander";
import type { GateOptions } from "../commands/gate.ts";
import { nameList, numberFrom, oneOf } from "../option-values.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addGate(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("gate")
    .description("hold results against limits, for a build that fails when a set-up is worse")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option("--min-pass-rate <SHARE>", "least pass rate, 0 to 1", numberFrom("--min-pass-rate", 0, 1))
    .option("--max-cost-of-pass <USD>", "most that a pass may cost", numberFrom("--max-cost-of-pass", 0, 1e6))
    .addOption(noRegression())
    .option("--margin <SHARE>", "by how much it may; default: 0.05", numberFrom("--margin", 0, 1))
    .option("--only <SET-UPS>", "set-ups, with commas between them: T0/01-rule; default: all", nameList("--only"))
    .option("--on-undecided <pass|fail>", "what is undecided; default: pass", oneOf("--on-undecided", ["pass", "fail"]))
    .option("--junit <FILE>", "write the answers as a JUnit report")
    .option("--github", "print the answers as annotations of GitHub Actions")
    .option(...JSON_OPTION)
    .addHelpText(
      "after",
      `\nIt exits with 1 where a limit is missed.\n${example("scylla gate examples/quickstart/.scylla/quickstart --only T0/01-rule --min-pass-rate 0.6")}`,
    )
    .action(async (dir: string | undefined, options: GateOptions) => {
      const { gate } = await import("../commands/gate.ts");
      exitWith(await gate(dir, options));
    });
}

/** What begins with `--no-` would switch something off. */
function noRegression(): Option {
  const option = new Option("--no-regression-vs <DIR>", "results that the pass rate must not fall behind");
  option.negate = false;
  return option;
}
