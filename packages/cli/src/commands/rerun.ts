import { readExperiment, refuseStaleWinners, rerunExperiment } from "@scylla/compose";
import { type FrozenPlan, rerunReason } from "@scylla/contracts";
import { planRerun, type RerunPlan, type RerunStage } from "@scylla/runner-core";
import { canAsk, confirmed } from "../confirm.ts";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";
import { rerunJson } from "../rerunning/rerun-json.ts";
import { boughtAgain, rerunLines } from "../rerunning/rerun-lines.ts";
import { type RerunNames, rerunSelectors, selectedWords } from "../rerunning/rerun-selectors.ts";
import { suggestion, usageError } from "../usage-error.ts";

export interface RerunOptions extends RerunNames {
  readonly stage?: string;
  readonly reason?: string;
  readonly keepWinners?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Marks runs to be done again. @returns the exit code: 0 also where it was declined or nothing was left to mark. */
export async function rerun(named: string | undefined, options: RerunOptions): Promise<number> {
  const out = output(options);
  const dir = findExperiment(named);
  const { view } = await readExperiment({ dir });
  const stage = stageOf(options.stage, view.plan.frozen);
  const selectors = rerunSelectors(options, view.plan);
  const plan = planRerun(view, selectors, stage);
  if (plan.items.length + plan.open.length + plan.ungradable.length === 0)
    throw usageError("no run matches all of what was asked for", "See what there is with `scylla list`.");
  const reason = rerunReason(options.reason?.trim() || null, selectedWords(options));
  const tell = (status: string): void => {
    if (out.json) out.answer(`${JSON.stringify(rerunJson(plan, { status, dir, reason }))}\n`);
  };
  for (const line of rerunLines(plan, { frozen: view.plan.frozen, dir: nearPath(dir), selectors })) out.say(line);
  if (plan.items.length === 0) {
    tell("nothing");
    return EXIT.done;
  }
  const keepWinners = options.keepWinners ?? false;
  refuseStaleWinners(plan, keepWinners);
  if (options.dryRun) {
    out.say("Nothing was marked: this was a dry run.");
    tell("planned");
    return EXIT.done;
  }
  if (!(await agreed(plan, options))) {
    out.say("Nothing was marked.");
    tell("declined");
    return EXIT.done;
  }
  const recorded = plan.winners.length > 0 ? `${reason} (recorded winners stay)` : reason;
  await rerunExperiment({ dir, selectors, agreed: plan, reason: recorded, keepWinners });
  out.say(`Marked. Do them:\n  ${ownCommand()} resume ${shellWord(nearPath(dir))}`);
  tell("marked");
  return EXIT.done;
}

const STAGES: readonly string[] = ["agent", "check", "judge"];

function stageOf(text: string | undefined, { tasks }: FrozenPlan): RerunStage {
  if (text === undefined || text === "agent" || text === "check") return text ?? "agent";
  if (text !== "judge")
    throw usageError(`--stage names nothing that can be done again: ${JSON.stringify(text)}`, suggestion(text, STAGES));
  const judged = tasks.some(({ grading }) => grading.rubric !== null);
  throw usageError(
    judged
      ? "--stage judge: this release has no judges"
      : "--stage judge: no task of this experiment has a rubric, so nothing was judged",
    "Checks are done again with --stage check.",
  );
}

/** Money is never spent again without being asked for. */
async function agreed(plan: RerunPlan, { yes = false, json = false }: RerunOptions): Promise<boolean> {
  if (yes || plan.stage !== "agent") return true;
  const question = `Buy ${boughtAgain(plan)} again?`;
  if (!json && canAsk()) return confirmed(question);
  throw usageError(
    `${boughtAgain(plan)} would be bought again, and nobody can be asked here`,
    "Agree with --yes, or look first with --dry-run.",
  );
}
