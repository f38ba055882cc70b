import type { Command } from "commander";
import type { ReportOptions } from "../commands/report.ts";
import { type ExitWith, example } from "./definition.ts";

export function addReport(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("report")
    .description("print what is known, and what is not")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option("--format <FORMAT>", "terminal, json or markdown; default: terminal")
    .option("--json", "the same as --format json; with --out what was written")
    .option("--out <DIR>", "write report, results and figures there instead; with figures as Vega-Lite, SVG and PNG")
    .option("--column", "with --out: figures for a column of 85 mm, not a page of 170 mm")
    .option("--compat <SYSTEM>", "upstream: the figures of an imported experiment as they were published")
    .addHelpText("after", example("scylla report examples/quickstart/.scylla/quickstart --out quickstart-report"))
    .action(async (dir: string | undefined, options: ReportOptions) => {
      const { report } = await import("../commands/report.ts");
      exitWith(await report(dir, options));
    });
}
