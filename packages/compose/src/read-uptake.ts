import type { AgentReport, Results, RunRecord, Treatment, Uptake } from "@scylla/contracts";
import type { ResourceUptake } from "@scylla/report/figures";
import { type InspectedExperiment, inspectExperiment } from "./inspect/inspect-experiment.ts";

/** What of its treatment each valid run used, where its agent tells: one row a set-up, agent and resource, in the order of the results. */
export async function readUptake({
  dir,
  results,
}: {
  readonly dir: string;
  readonly results: Results;
}): Promise<readonly ResourceUptake[]> {
  await using experiment = await inspectExperiment({ dir });
  const records = new Map(experiment.view.runs.map((run) => [`${run.cell} ${run.n}`, run]));
  const treatments = new Map<string, readonly Delivered[]>();
  const rows = new Map<string, ResourceUptake>();
  for (const { tier, subtest, agent, cell, n, passed, score } of results.runs) {
    const record = records.get(`${cell} ${n}`);
    if (!record || cell === null || (passed === null && score === null)) continue;
    const delivered = treatments.get(cell) ?? (await deliveredBy(experiment, cell));
    treatments.set(cell, delivered);
    if (delivered.length === 0) continue;
    const uptake = await uptakeOf(experiment, record);
    for (const { kind, name, isUsed } of delivered) {
      const key = [tier, subtest, agent, kind, name].join("\n");
      const row = rows.get(key) ?? { tier, subtest, agent, kind, resource: name, runs: 0, used: 0, unknown: 0 };
      rows.set(key, {
        ...row,
        runs: row.runs + 1,
        used: row.used + Number(uptake !== null && isUsed(uptake)),
        unknown: row.unknown + Number(uptake === null),
      });
    }
  }
  return [...rows.values()];
}

interface Delivered {
  readonly kind: ResourceUptake["kind"];
  readonly name: string;
  readonly isUsed: (uptake: Uptake) => boolean;
}

async function deliveredBy(experiment: InspectedExperiment, digest: string): Promise<readonly Delivered[]> {
  const cell = experiment.cells.get(digest);
  const treatment = cell ? await experiment.treatment(cell) : null;
  return treatment === null ? [] : resourcesOf(treatment);
}

/** What a run may use or leave. Instructions are read by each agent as it starts, so no event tells of them. */
function resourcesOf({ resources: { skills, subagents, mcp } }: Treatment): readonly Delivered[] {
  return [
    ...skills.map(({ name }): Delivered => ({ kind: "skill", name, isUsed: (uptake) => has(uptake.skills, name) })),
    ...subagents.map(
      ({ name }): Delivered => ({ kind: "sub-agent", name, isUsed: (uptake) => has(uptake.subagents, name) }),
    ),
    ...mcp.map(
      ({ name }): Delivered => ({
        kind: "MCP server",
        name,
        isUsed: ({ mcpTools }) => Object.keys(mcpTools).some((tool) => tool.startsWith(`${name}/`)),
      }),
    ),
  ];
}

function has(counts: Uptake["skills"], name: string): boolean {
  return Object.hasOwn(counts, name);
}

/** Null where the agent did not tell, or what it told can't be read any more. */
async function uptakeOf(experiment: InspectedExperiment, run: RunRecord): Promise<Uptake | null> {
  const { artifacts } = await experiment.history(run.id);
  const stored = artifacts.find(
    ({ name, attempt, grading }) => name === "report" && attempt === run.attempt && grading === 0,
  );
  if (!stored) return null;
  try {
    const report = JSON.parse(Buffer.from(await experiment.object(stored.digest)).toString("utf8")) as AgentReport;
    return report.facts?.uptake ?? null;
  } catch {
    return null;
  }
}
