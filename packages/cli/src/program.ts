import { Command } from "commander";
import { addCompare } from "./program/compare.ts";
import { addCompletion } from "./program/completion.ts";
import type { ExitWith } from "./program/definition.ts";
import { addDemo } from "./program/demo.ts";
import { addDoctor } from "./program/doctor.ts";
import { addExplain } from "./program/explain.ts";
import { addExport } from "./program/export.ts";
import { addGate } from "./program/gate.ts";
import { addGc } from "./program/gc.ts";
import { addImport } from "./program/import.ts";
import { addInit } from "./program/init.ts";
import { addList } from "./program/list.ts";
import { addPlan } from "./program/plan.ts";
import { addReport } from "./program/report.ts";
import { addRerun } from "./program/rerun.ts";
import { addResume } from "./program/resume.ts";
import { addRun } from "./program/run.ts";
import { addStatus } from "./program/status.ts";
import { addValidate } from "./program/validate.ts";
import { version } from "./version.ts";

/** The command line. Each command is loaded when it is called. @param exitWith is told the exit code. */
export function program(exitWith: ExitWith): Command {
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
  addInit(scylla, exitWith);
  addValidate(scylla, exitWith);
  addPlan(scylla, exitWith);
  addDoctor(scylla, exitWith);
  addList(scylla, exitWith);
  addDemo(scylla, exitWith);
  scylla.commandsGroup("During:");
  addRun(scylla, exitWith);
  addResume(scylla, exitWith);
  addStatus(scylla, exitWith);
  scylla.commandsGroup("After:");
  addReport(scylla, exitWith);
  addCompare(scylla, exitWith);
  addGate(scylla, exitWith);
  addRerun(scylla, exitWith);
  addExplain(scylla, exitWith);
  addExport(scylla, exitWith);
  addImport(scylla, exitWith);
  addGc(scylla, exitWith);
  scylla.commandsGroup("Set-up of the shell:");
  addCompletion(scylla, exitWith);
  return scylla;
}
