import type { ModelCloud } from "@scylla/contracts";
import { expect, test } from "vitest";
import { accessOf } from "../../src/claude-code/access.ts";
import { cliRequest } from "../fixtures/requests.ts";

const URL = "http://127.0.0.1:4010/run-7";

function at(cloud: ModelCloud, model?: string) {
  const request = cliRequest("claude-code", model === undefined ? {} : { model });
  return accessOf({ ...request, endpoint: { url: URL, token: "route-token", cloud } });
}

test("Bedrock is asked through the route, without a login, and for one model only", () => {
  const model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  expect(at({ kind: "bedrock", region: "eu-central-1" }, model)).toEqual({
    CLAUDE_CODE_USE_BEDROCK: "1",
    CLAUDE_CODE_SKIP_BEDROCK_AUTH: "1",
    ANTHROPIC_BEDROCK_BASE_URL: URL,
    AWS_REGION: "eu-central-1",
    ANTHROPIC_DEFAULT_HAIKU_MODEL: model,
    ANTHROPIC_SMALL_FAST_MODEL: model,
  });
});

test("Vertex AI is asked through the route, without a login, and for one model only", () => {
  const model = "claude-sonnet-4-5@20250929";
  expect(at({ kind: "vertex", region: "us-east5", project: "ours" }, model)).toEqual({
    CLAUDE_CODE_USE_VERTEX: "1",
    CLAUDE_CODE_SKIP_VERTEX_AUTH: "1",
    ANTHROPIC_VERTEX_BASE_URL: `${URL}/v1`,
    ANTHROPIC_VERTEX_PROJECT_ID: "ours",
    CLOUD_ML_REGION: "us-east5",
    ANTHROPIC_DEFAULT_HAIKU_MODEL: model,
    ANTHROPIC_SMALL_FAST_MODEL: model,
  });
});

test("a cloud without a model is refused: its names are not what the CLI would choose", () => {
  expect(() => at({ kind: "bedrock", region: "eu-central-1" })).toThrow(/needs a model$/);
});
