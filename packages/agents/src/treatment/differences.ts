import type { AgentReport, ClassifyContext, DeclaredTreatment, Treatment } from "@scylla/contracts";
import type { SkillList } from "./listed-skills.ts";
import { mcpToolOf } from "./mcp-tool.ts";
import { isSameModel } from "./same-model.ts";
import { seenByGateway } from "./seen-by-gateway.ts";

export interface DifferenceRules {
  /** Names of one tool under which a CLI lists it otherwise than users write it. */
  readonly toolAliases?: Readonly<Record<string, string>>;
  readonly skillList?: SkillList;
}

/** Where what an agent declared, and what the gateway saw, differs from its treatment. What nobody said is no difference. */
export function differences(
  report: AgentReport,
  { request, gateway }: ClassifyContext,
  rules: DifferenceRules = {},
): readonly string[] {
  const { treatment, agent } = request;
  const declared = report.facts?.declared;
  return [
    ...(declared ? declaredDifferences(treatment, declared, agent.version, rules) : []),
    ...(gateway ? seenByGateway({ treatment, agent, gateway, declared, skillList: rules.skillList }) : []),
  ];
}

function declaredDifferences(
  { agent, resources }: Treatment,
  declared: DeclaredTreatment,
  version: string | null,
  { toolAliases = {} }: DifferenceRules,
): readonly string[] {
  const { skills, subagents } = resources;
  return [
    ...other("version", version, declared.version, (a, b) => a === b),
    ...other("model", agent.model, declared.model, isSameModel),
    ...absent("skill", skills, declared.skills),
    ...absent("sub-agent", subagents, declared.subagents),
    ...mcpDifferences(resources.mcp, declared.mcpServers),
    ...toolDifferences(resources.tools, declared.tools, toolAliases),
  ];
}

function other(
  what: string,
  asked: string | null,
  said: string | null,
  same: (asked: string, said: string) => boolean,
): readonly string[] {
  if (asked === null || said === null || same(asked, said)) return [];
  return [`the ${what} is ${said}, not ${asked}`];
}

function absent(what: string, asked: readonly { readonly name: string }[], said: readonly string[] | null) {
  if (said === null) return [];
  return asked.filter(({ name }) => !said.includes(name)).map(({ name }) => `the ${what} ${name} did not arrive`);
}

function mcpDifferences(
  asked: readonly { readonly name: string }[],
  said: DeclaredTreatment["mcpServers"],
): readonly string[] {
  if (said === null) return [];
  const byName = new Map(said.map((server) => [server.name, server.status]));
  return [
    ...asked.flatMap(({ name }) => {
      const status = byName.get(name);
      if (status === "connected") return [];
      return [status === undefined ? `the MCP server ${name} did not arrive` : `the MCP server ${name} is ${status}`];
    }),
    ...said
      .filter(({ name }) => !asked.some((server) => server.name === name))
      .map(({ name }) => `the MCP server ${name} is not of the treatment`),
  ];
}

/** Tools of MCP servers come with the servers. */
function toolDifferences(
  policy: Treatment["resources"]["tools"],
  said: readonly string[] | null,
  aliases: Readonly<Record<string, string>>,
): readonly string[] {
  if (said === null || policy.kind === "default" || policy.kind === "all") return [];
  const plain = (name: string): string => aliases[name] ?? name;
  const asked = (policy.kind === "only" ? policy.names : []).filter((name) => mcpToolOf(name) === null).map(plain);
  const given = said.filter((name) => mcpToolOf(name) === null).map(plain);
  return [
    ...asked.filter((name) => !given.includes(name)).map((name) => `the tool ${name} did not arrive`),
    ...given.filter((name) => !asked.includes(name)).map((name) => `the tool ${name} is not of the treatment`),
  ];
}
