import type { ExperimentFile, PlannedProvider } from "@scylla/contracts";
import type { Problems } from "../problems.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";

type ProviderEntry = ExperimentFile["providers"][string];

const NAMES = { bedrock: "Amazon Bedrock", vertex: "Vertex AI" } as const;
const MEMBERS = ["region", "project", "credentials"] as const;
/** What each cloud has. */
const TAKES = { bedrock: ["region", "credentials"], vertex: ["region", "project"] } as const;

/** What to do where one is missing. */
const SAY = {
  bedrock: { region: "Say where its models run: `region: us-east-1`, or what AWS_REGION holds for you." },
  vertex: {
    region: "Say where its models run: `region: us-east5`, or what CLOUD_ML_REGION holds for you.",
    project: "Say whose models they are: `project: NAME`, or what ANTHROPIC_VERTEX_PROJECT_ID holds for you.",
  },
} as const;

/** A cloud has what it needs, and nothing but a cloud has it. */
export function checkCloud(
  experiment: YamlFile<ExperimentFile>,
  id: string,
  entry: ProviderEntry,
  problems: Problems,
): void {
  const { kind } = entry;
  const takes: readonly string[] = kind === undefined ? [] : TAKES[kind];
  for (const member of MEMBERS) {
    if (entry[member] === undefined || takes.includes(member)) continue;
    const whose =
      kind === undefined ? `\`${member}\` of ${id} belongs to a cloud` : `${NAMES[kind]} has no \`${member}\``;
    const hint = kind === undefined ? "Add `kind: bedrock` or `kind: vertex`, or remove it." : "Remove it.";
    problems.report("CONFIG_INVALID", whose, experiment.keyAt(["providers", id, member]), hint);
  }
  for (const [member, hint] of kind === undefined ? [] : Object.entries(SAY[kind])) {
    if (entry[member as "region" | "project"] !== undefined) continue;
    const at = experiment.keyAt(["providers", id]);
    problems.report("CONFIG_INVALID", `the provider ${id} has no ${member}`, at, hint);
  }
  if (entry.credentials && entry.key) {
    const at = experiment.keyAt(["providers", id, "credentials"]);
    problems.report(
      "CONFIG_INVALID",
      `the provider ${id} has both \`key\` and \`credentials\``,
      at,
      "Keep one of them.",
    );
  }
}

/** As a plan says it; an entry that lacks something has been reported. */
export function cloudOf({
  kind,
  region = "",
  project = "",
  credentials,
}: ProviderEntry): Pick<PlannedProvider, "cloud" | "credentials"> {
  if (kind === undefined) return {};
  if (kind === "vertex") return { cloud: { kind, region, project } };
  const [program = "", ...args] = credentials?.command ?? [];
  return { cloud: { kind, region }, ...(credentials && { credentials: { command: [program, ...args] } }) };
}
