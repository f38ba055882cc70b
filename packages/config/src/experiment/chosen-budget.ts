import type { ExperimentFile } from "@scylla/contracts";
import type { Problems } from "../problems.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";

/** Of kinds that others have added only they know what those cost. */
const PAID_KINDS: ReadonlySet<string> = new Set(["claude-code", "codex", "opencode", "gemini-cli"]);

/** Agents that ask models cost money: nobody lets them run without a bound, or without having said so. */
export function chosenBudget(experiment: YamlFile<ExperimentFile>, problems: Problems): number | null {
  const { budget, agents } = experiment.value;
  if (budget !== undefined) return budget === "none" ? null : budget.usd;
  const paid = agents.findIndex(({ kind, provider }) => provider !== undefined || PAID_KINDS.has(kind));
  if (paid >= 0) {
    const { id = "" } = agents[paid] ?? {};
    const at = experiment.at(["agents", paid, "kind"]);
    const hint = "Say what all of it may cost with `budget: { usd: 20 }`, or `budget: none` for no bound.";
    problems.report(
      "CONFIG_INVALID",
      `the agent ${id} asks models, which costs money, and there is no budget`,
      at,
      hint,
    );
  }
  return null;
}
