import type { AgentRequest } from "@scylla/contracts";
import { endpointOf } from "../launch/endpoint.ts";
import { modelOf } from "../launch/model.ts";

/**
 * Where Claude Code finds its models, as variables of its environment.
 * @throws {ScyllaError} `CONFIG_INVALID` for a cloud without a model: by itself the CLI would choose one for each kind of call.
 */
export function accessOf(request: AgentRequest): Readonly<Record<string, string>> {
  const { url, token, ownLogin, cloud } = endpointOf(request);
  switch (cloud?.kind) {
    case undefined:
      return { ANTHROPIC_BASE_URL: url, ...(!ownLogin && { ANTHROPIC_API_KEY: token }) };
    case "bedrock":
      return {
        CLAUDE_CODE_USE_BEDROCK: "1",
        CLAUDE_CODE_SKIP_BEDROCK_AUTH: "1",
        ANTHROPIC_BEDROCK_BASE_URL: url,
        AWS_REGION: cloud.region,
        ...oneModel(modelOf(request)),
      };
    case "vertex":
      return {
        CLAUDE_CODE_USE_VERTEX: "1",
        CLAUDE_CODE_SKIP_VERTEX_AUTH: "1",
        ANTHROPIC_VERTEX_BASE_URL: `${url}/v1`,
        ANTHROPIC_VERTEX_PROJECT_ID: cloud.project,
        CLOUD_ML_REGION: cloud.region,
        ...oneModel(modelOf(request)),
      };
  }
}

/** Side work goes to the same model: the small one that the CLI would take is one that an account need not have. */
function oneModel(model: string): Readonly<Record<string, string>> {
  return { ANTHROPIC_DEFAULT_HAIKU_MODEL: model, ANTHROPIC_SMALL_FAST_MODEL: model };
}
