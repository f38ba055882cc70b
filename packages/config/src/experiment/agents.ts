import { dirname } from "node:path";
import { compareKeys, type ExperimentFile, type PlannedAgent } from "@scylla/contracts";
import type { Problems } from "../problems.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";
import { agentCommand } from "./agent-command.ts";
import { reportDuplicates } from "./duplicates.ts";
import { refusedVariable } from "./env-names.ts";

/** The agents of an experiment, with their programs and the names of what is let through to them. */
export async function loadAgents(
  experiment: YamlFile<ExperimentFile>,
  env: Readonly<Record<string, string | undefined>>,
  problems: Problems,
): Promise<readonly PlannedAgent[]> {
  const entries = experiment.value.agents;
  const places = entries.map((entry, i) => ({ id: entry.id, at: experiment.at(["agents", i, "id"]) }));
  reportDuplicates(places, "agent", problems);
  const agents: PlannedAgent[] = [];
  for (const [i, entry] of entries.entries()) {
    for (const [j, name] of entry.env.entries()) {
      const refused = refusedVariable(name, env[name], experiment.at(["agents", i, "env", j]));
      if (refused) problems.add(refused);
    }
    const started =
      "command" in entry
        ? await agentCommand(entry.command, dirname(experiment.file))
        : { command: null, program: null };
    const { id, kind, model = null } = entry;
    agents.push({
      ...{ id, kind, model, ...started, env: [...new Set(entry.env)].sort(compareKeys), version: null },
      ...(entry.provider !== undefined && { provider: entry.provider }),
    });
  }
  return agents;
}
