import type { InspectedExperiment } from "@scylla/compose";
import type { AgentReport, ArtifactRecord, Counts, GatewaySummary } from "@scylla/contracts";
import { counted, plainText } from "@scylla/report";

/** What is stored beside an attempt of an agent that asks models. Null where there is nothing, or it can't be read. */
export interface ModelFacts {
  /** As the agent's own events say. */
  readonly report: AgentReport | null;
  /** As the gateway saw it. */
  readonly gateway: Omit<GatewaySummary, "firstRequests"> | null;
}

export async function modelFacts(
  experiment: InspectedExperiment,
  artifacts: readonly Pick<ArtifactRecord, "name" | "digest">[],
): Promise<ModelFacts> {
  const read = async <T>(name: string): Promise<T | null> => {
    const digest = artifacts.find((one) => one.name === name)?.digest;
    if (digest === undefined) return null;
    return experiment.object(digest).then(
      (bytes) => JSON.parse(Buffer.from(bytes).toString("utf8")) as T,
      () => null,
    );
  };
  return {
    report: await read<AgentReport>("report"),
    gateway: await read<Omit<GatewaySummary, "firstRequests">>("gateway"),
  };
}

/** How models were asked, what of the treatment was used, and what was not let through. */
export function modelLines({ report, gateway }: ModelFacts): readonly string[] {
  const { uptake, denials } = report?.facts ?? {};
  const used = uptake && [
    ...countsOf("skills", uptake.skills),
    ...countsOf("sub-agents", uptake.subagents),
    ...countsOf("MCP tools", uptake.mcpTools),
    ...countsOf("tools", uptake.tools),
  ];
  return [
    ...(gateway ? [`  models ${askedWords(gateway)}`] : []),
    ...(used && used.length > 0 ? [`  used ${used.join("; ")}`] : []),
    ...(denials ? countsOf("  not permitted:", denials) : []),
    ...(gateway?.blocked ?? []).map(({ host, times }) => `  blocked ${plainText(host)} ${times} x`),
  ];
}

function askedWords({ calls, failed, retries, refused, models }: NonNullable<ModelFacts["gateway"]>): string {
  return [
    `${counted(calls, "call")}${models.length === 0 ? "" : ` of ${models.map(({ model }) => plainText(model ?? "an unnamed one")).join(", ")}`}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(retries > 0 ? [`${retries} repeated`] : []),
    ...(refused > 0 ? [`${refused} refused by the gateway`] : []),
  ].join(", ");
}

function countsOf(what: string, counts: Counts): readonly string[] {
  const named = Object.entries(counts).map(([name, times]) => `${plainText(name)} ${times} x`);
  return named.length === 0 ? [] : [`${what} ${named.join(", ")}`];
}
