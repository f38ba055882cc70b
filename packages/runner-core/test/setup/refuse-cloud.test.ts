import type { AgentAdapter, ModelCloud, PlannedAgent, PlannedProvider } from "@scylla/contracts";
import { scriptedAgent } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { refuseCloud } from "../../src/setup/refuse-cloud.ts";

const AGENT: PlannedAgent = {
  ...{ id: "a", kind: "scripted", model: null, command: null, program: null, env: [], version: null },
  provider: "ours",
};

function provider(cloud?: ModelCloud, login: PlannedProvider["login"] = "gateway"): PlannedProvider {
  return { id: "ours", baseUrl: null, key: null, scheme: null, headers: {}, login, ca: null, cloud };
}

const BEDROCK = { kind: "bedrock", region: "us-east-1" } as const;
const speaks = (...clouds: readonly ModelCloud["kind"][]): AgentAdapter => ({
  ...scriptedAgent(),
  clouds: new Set(clouds),
});

test("an agent that does not speak a cloud's protocol is refused", () => {
  for (const adapter of [scriptedAgent(), speaks("vertex")]) {
    expect(() => refuseCloud(AGENT, adapter, [provider(BEDROCK)])).toThrow(
      expect.objectContaining({
        code: "UNSUPPORTED",
        message: "the agent a (scripted) can't ask models of Amazon Bedrock, which its provider ours is",
      }),
    );
  }
});

test("one that speaks it, and one whose provider is no cloud, is not", () => {
  expect(() => refuseCloud(AGENT, speaks("bedrock"), [provider(BEDROCK)])).not.toThrow();
  expect(() => refuseCloud(AGENT, scriptedAgent(), [provider()])).not.toThrow();
  expect(() => refuseCloud(AGENT, scriptedAgent(), [])).not.toThrow();
});

test("a cloud is not reached with an agent's own login", () => {
  expect(() => refuseCloud(AGENT, speaks("bedrock"), [provider(BEDROCK, "agent")])).toThrow(
    "the agent a (scripted) can't use a login of its own at Amazon Bedrock",
  );
});
