import { planExperiment } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import type { FrozenPlan } from "@scylla/contracts";
import { counted, plainText } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";

/** Reads and plans an experiment as a run would, and starts nothing. @returns the exit code. */
export async function validate(file: string, options: { readonly json?: boolean }): Promise<number> {
  const out = output(options);
  const { plan } = await planExperiment(await loadExperiment(file));
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
