import { STAGES } from "@scylla/contracts";
import { Command } from "commander";
import type { ReportOptions } from "./commands/report.ts";
import type { ResumeOptions } from "./commands/resume.ts";
import type { RunOptions } from "./commands/run.ts";
import { nameList, stageName, wholeNumber } from "./option-values.ts";
import { version } from "./version.ts";

const JSON_OPTION = ["--json", "for programs: one JSON object at the end, on stdout"] as const;

/** The command line. Each command is loaded when it is called. @param exitWith is told the exit code. */
export function program(exitWith: (code: number) => void): Command {
  const scylla = new Command("scylla")
    .description("Which parts of a coding agent's set-up earn their cost?")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText(
      "after",
      "\nFirst steps:\n  scylla validate experiment.yaml\n  scylla run experiment.yaml\n  scylla report",
    );

  scylla.commandsGroup("Before:");
  addValidate(scylla, exitWith);
  scylla.commandsGroup("During:");
  addRun(scylla, exitWith);
  addResume(scylla, exitWith);
  addStatus(scylla, exitWith);
  scylla.commandsGroup("After:");
  addReport(scylla, exitWith);
  return scylla;
}

type ExitWith = (code: number) => void;

function addValidate(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("validate")
    .description("read an experiment and plan it, without starting anything")
    .argument("<EXPERIMENT.yaml>")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla validate examples/quickstart/experiment.yaml"))
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const { validate } = await import("./commands/validate.ts");
      exitWith(await validate(file, options));
    });
}

function addRun(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("run")
    .description("run an experiment; the same command again carries on where it stopped")
    .argument("<EXPERIMENT.yaml>")
    .optionsGroup("What to run:")
    .option("--tiers <T0,T1>", "only these groups", nameList("--tiers"))
    .option("--repeats <N>", "runs of each task with each set-up", wholeNumber("--repeats", 1, 10_000))
    .option("--max-subtests <N>", "only the first N set-ups of each group", wholeNumber("--max-subtests", 1, 10_000))
    .option("--until <STAGE>", `stop after this stage: ${STAGES.join(", ")}`, stageName("--until"))
    .option("--from <STAGE>", "leave runs alone whose next stage is an earlier one", stageName("--from"))
    .optionsGroup("How and where:")
    .option("--concurrency <N>", "agents at once", wholeNumber("--concurrency", 1, 1024))
    .option("--out <DIR>", "the experiment directory; default: .scylla/<name> beside the file")
    .option("--fresh", "start over; the old directory is kept under another name")
    .option(...JSON_OPTION)
    .optionsGroup("Options:")
    .addHelpText("after", example("scylla run examples/quickstart/experiment.yaml --repeats 8"))
    .action(async (file: string, options: RunOptions) => {
      const { run } = await import("./commands/run.ts");
      exitWith(await run(file, options));
    });
}

function addResume(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("resume")
    .description("carry on with an experiment as it is stored, without its files")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option("--concurrency <N>", "agents at once", wholeNumber("--concurrency", 1, 1024))
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla resume examples/quickstart/.scylla/quickstart"))
    .action(async (dir: string | undefined, options: ResumeOptions) => {
      const { resume } = await import("./commands/resume.ts");
      exitWith(await resume(dir, options));
    });
}

function addStatus(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("status")
    .description("say how far an experiment has come, also while it runs")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla status examples/quickstart/.scylla/quickstart"))
    .action(async (dir: string | undefined, options: { readonly json?: boolean }) => {
      const { status } = await import("./commands/status.ts");
      exitWith(await status(dir, options));
    });
}

function addReport(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("report")
    .description("print what is known, and what is not")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option("--format <FORMAT>", "terminal, json or markdown; default: terminal")
    .option("--json", "the same as --format json")
    .addHelpText("after", example("scylla report examples/quickstart/.scylla/quickstart --format markdown"))
    .action(async (dir: string | undefined, options: ReportOptions) => {
      const { report } = await import("./commands/report.ts");
      exitWith(await report(dir, options));
    });
}

function example(command: string): string {
  return `\nExample:\n  ${command}`;
}
