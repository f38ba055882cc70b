import { claudeCodeAgent, codexAgent } from "@scylla/agents";
import type { AgentRequest, GatewayFacts } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { ended, recorded, reportOf } from "../fixtures/recorded.ts";
import { cliRequest } from "../fixtures/requests.ts";

const adapter = claudeCodeAgent();
const SILENT_GATEWAY: GatewayFacts = {
  lastStatus: 200,
  retryAtMs: null,
  stopped: null,
  models: [],
  firstRequests: [],
};

/** What the recorded run was given: its MCP server `broken` could not be started. */
const GIVEN = {
  skills: [{ name: "write-tests", files: [] }],
  subagents: [{ name: "reviewer", text: "" }],
  mcp: [{ name: "probe", command: ["probe"], env: {}, pin: "1" }],
};

function classify(request: AgentRequest, name = "treatment", gateway: Partial<GatewayFacts> = {}, exit = 0) {
  const facts = { ...SILENT_GATEWAY, ...gateway };
  return adapter.classify(reportOf(adapter, recorded("claude-code", name)), ended(exit), { request, gateway: facts });
}

function differencesOf(
  rest: Parameters<typeof cliRequest>[1],
  gateway: Partial<GatewayFacts> = {},
  name = "streamjson",
) {
  return classify(cliRequest("claude-code", rest), name, gateway).differences ?? [];
}

describe("what the agent declares", () => {
  test("a server that is not connected makes the run invalid, and is named", () => {
    const mcp = [...GIVEN.mcp, { name: "broken", command: ["absent"], env: {}, pin: "1" }];
    expect(classify(cliRequest("claude-code", { resources: { ...GIVEN, mcp } }))).toEqual({
      outcome: "invalid",
      reason: "the MCP server broken is failed",
      differences: ["the MCP server broken is failed"],
    });
  });

  test("a server that the treatment does not name is the operator's", () => {
    expect(differencesOf({ resources: GIVEN }, {}, "treatment")).toEqual([
      "the MCP server broken is not of the treatment",
    ]);
  });

  test("each skill, sub-agent and server that did not arrive is named", () => {
    expect(differencesOf({ resources: GIVEN })).toEqual([
      "the skill write-tests did not arrive",
      "the sub-agent reviewer did not arrive",
      "the MCP server probe did not arrive",
    ]);
  });

  test.each([
    ["claude-sonnet-4-5", []],
    ["sonnet", []],
    ["claude-sonnet-4-5[1m]", []],
    [null, []],
    ["claude-sonnet-4", ["the model is claude-sonnet-4-5, not claude-sonnet-4"]],
    ["opus", ["the model is claude-sonnet-4-5, not opus"]],
  ])("asked for the model %s", (model, expected) => {
    expect(differencesOf({ model })).toEqual(expected);
  });

  test("another version than the plan's is named", () => {
    const request = cliRequest("claude-code");
    const planned = { ...request, agent: { ...request.agent, version: "2.1.300" } };
    expect(classify(planned, "streamjson").differences).toEqual(["the version is 2.1.330, not 2.1.300"]);
  });

  test("tools that did not arrive, and tools too many, are named", () => {
    const found = differencesOf({ resources: { tools: { kind: "only", names: ["Agent", "Edit", "MultiEdit"] } } });
    expect(found).toContain("the tool MultiEdit did not arrive");
    expect(found).toContain("the tool Bash is not of the treatment");
    for (const name of ["Agent", "Task", "Edit"])
      expect(found).not.toContain(`the tool ${name} is not of the treatment`);
    expect(found).not.toContain("the tool Agent did not arrive");
  });

  test("what is not said is no difference", () => {
    expect(differencesOf({ resources: GIVEN, model: "opus" }, {}, "ok-json")).toEqual([]);
  });
});

describe("what the gateway saw", () => {
  const instructions = { kind: "text", text: "# Rules\n\nBe <!-- not for models --> brief.\n" } as const;
  const systemPrompt = { kind: "append", text: "Be terse." } as const;
  const body = (text: string) => JSON.stringify({ messages: [{ content: [{ text: `<r>\n${text}\n</r>` }] }] });

  test("instructions that are in the request arrived, comments and blanks aside", () => {
    expect(differencesOf({ resources: { instructions } }, { firstRequests: [body("# Rules\n\nBe  brief.")] })).toEqual(
      [],
    );
  });

  test("texts that are in any of the first requests arrived: agents ask for titles and quotas before", () => {
    const firstRequests = [body("quota"), body("# Rules\n\nBe brief."), body("Be terse.")];
    expect(differencesOf({ resources: { instructions, systemPrompt } }, { firstRequests })).toEqual([]);
  });

  test("texts that are in none did not", () => {
    expect(differencesOf({ resources: { instructions, systemPrompt } }, { firstRequests: [body("Hello.")] })).toEqual([
      "the instructions are not in the first requests",
      "the system prompt is not in the first requests",
    ]);
  });

  test("a request that was not kept, or is no JSON, says nothing", () => {
    expect(differencesOf({ resources: { instructions } })).toEqual([]);
    for (const unread of ["{", ""])
      expect(differencesOf({ resources: { instructions } }, { firstRequests: [body("Title?"), unread] })).toEqual([]);
  });

  test("another model than the treatment's is named; side calls to others are not", () => {
    const model = "claude-sonnet-4-5";
    expect(differencesOf({ model }, { models: ["claude-haiku-4-5", model] })).toEqual([]);
    expect(differencesOf({ model }, { models: ["claude-haiku-4-5"] })).toEqual([
      "requests name the model claude-haiku-4-5, not claude-sonnet-4-5",
    ]);
  });
});

describe("servers of an agent that declares none", () => {
  const codex = codexAgent();
  const mcp = [{ name: "my-probe", command: ["probe"], env: {}, pin: "1" }];
  const asked = cliRequest("codex", { resources: { mcp } });
  const differencesFor = (firstRequests: readonly string[]) =>
    codex.classify(reportOf(codex, recorded("codex", "ok")), ended(0), {
      request: asked,
      gateway: { ...SILENT_GATEWAY, firstRequests },
    }).differences ?? [];
  const offering = (...tools: readonly object[]) => JSON.stringify({ input: "Do it.", tools });

  test.each([
    ["Responses", { type: "namespace", name: "mcp__my_probe", tools: [] }],
    ["Messages", { name: "mcp__my-probe__echo" }],
    ["Chat Completions", { type: "function", function: { name: "my-probe_echo" } }],
    ["Gemini", { functionDeclarations: [{ name: "read_file" }, { name: "mcp_my-probe_echo" }] }],
  ])("arrived where a request offers a tool of theirs, as %s lists it", (_protocol, tool) => {
    expect(differencesFor([offering({ name: "shell" }), offering({ name: "shell" }, tool)])).toEqual([]);
  });

  test("did not where none does, whoever else has such a name", () => {
    const absent = ["no tool of the MCP server my-probe is in the first requests"];
    expect(differencesFor([offering({ name: "shell" }, { name: "my_probes" }, {}, { name: 7 })])).toEqual(absent);
    expect(differencesFor(['{"tools":"my-probe_echo"}', "null"])).toEqual(absent);
  });
});

test("a run that is missing anyway keeps its reason, and its differences beside it", () => {
  expect(
    classify(cliRequest("claude-code", { resources: GIVEN }), "e429-noretry", { lastStatus: 429 }, 1),
  ).toMatchObject({
    outcome: "rate_limited",
    differences: expect.arrayContaining(["the skill write-tests did not arrive"]),
  });
});
