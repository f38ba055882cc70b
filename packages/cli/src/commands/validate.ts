import { planExperiment } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import type { FrozenPlan } from "@scylla/contracts";
import { counted, plainText } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";
import { usageError } from "../usage-error.ts";

export interface ValidateOptions {
  readonly prove?: boolean;
  readonly repeat?: number;
  readonly json?: boolean;
}

/** Reads and plans an experiment as a run would, and starts no agent. @returns the exit code. */
export async function validate(file: string, options: ValidateOptions): Promise<number> {
  if (options.repeat !== undefined && !options.prove)
    throw usageError("--repeat says how often --prove grades, and there is no --prove", "Add --prove.");
  const out = output(options);
  const experiment = await loadExperiment(file);
  const { plan } = await planExperiment(experiment);
  if (options.prove) {
    const { prove } = await import("../prove.ts");
    return prove(experiment, out, options.repeat);
  }
  const planned = (plan.cells.length + plan.recipes.length) * plan.repeats;
  if (out.json) {
    const counts = { planned, valid: 0, missing: planned };
    out.answer(`${JSON.stringify({ status: "valid", experiment: plan.experiment, counts })}\n`);
  } else {
    for (const line of planLines(plan, planned)) out.say(line);
    out.say(`Nothing was started. Run it:\n  ${ownCommand()} run ${shellWord(nearPath(file))}`);
  }
  return EXIT.done;
}

function planLines(plan: FrozenPlan, planned: number): readonly string[] {
  const { tiers, subtests, tasks, agents, repeats } = plan;
  const factors = [
    counted(tasks.length, "task"),
    counted(subtests.length, "set-up"),
    counted(agents.length, "agent"),
    `${counted(repeats, "run")} of each`,
  ];
  return [
    `${plan.experiment} is valid: ${factors.join(" x ")} = ${counted(planned, "run")}`,
    ...tiers.flatMap(({ id, title }) => [
      `  ${plainText(title)} (${id})`,
      ...subtests.filter(({ tier }) => tier === id).map((one) => `    ${plainText(one.title)} (${id}/${one.id})`),
    ]),
  ];
}
