import type { AgentRequest, LaunchPlan, Treatment } from "@scylla/contracts";
import { endpointOf } from "../launch/endpoint.ts";
import { modelOf } from "../launch/model.ts";

const TOKEN_VARIABLE = "SCYLLA_MODEL_TOKEN";
const PROVIDER = "scylla";

/** Updates, sharing, downloads, and what it would read of Claude Code's set-up. */
const QUIET = {
  OPENCODE_DISABLE_AUTOUPDATE: "1",
  OPENCODE_DISABLE_CLAUDE_CODE: "1",
  OPENCODE_DISABLE_DEFAULT_PLUGINS: "1",
  OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
  OPENCODE_DISABLE_MODELS_FETCH: "1",
  OPENCODE_DISABLE_SHARE: "1",
} as const;

/** Models are reached through the OpenAI Chat Completions protocol, whoever makes them. */
export function planLaunch(executable: string, request: AgentRequest): LaunchPlan {
  const { token } = endpointOf(request);
  return {
    command: [
      executable,
      "run",
      ...["--format", "json"],
      // Without one it asks a model for it, and reports that nowhere.
      ...["--title", "run"],
      "--auto",
      ...["--model", `${PROVIDER}/${modelOf(request)}`],
    ],
    // As an argument it would reach the model between quotes.
    stdin: request.prompt,
    env: { ...QUIET, [TOKEN_VARIABLE]: token },
    files: [{ path: ".config/opencode/opencode.json", executable: false, content: { text: configOf(request) } }],
  };
}

function configOf(request: AgentRequest): string {
  const { mcp } = request.treatment.resources;
  const model = modelOf(request);
  const chosen = chosenTools(request.treatment);
  const config = {
    $schema: "https://opencode.ai/config.json",
    autoupdate: false,
    share: "disabled",
    enabled_providers: [PROVIDER],
    small_model: `${PROVIDER}/${model}`,
    provider: {
      [PROVIDER]: {
        npm: "@ai-sdk/openai-compatible",
        name: "Scylla",
        options: { baseURL: `${endpointOf(request).url}/v1`, apiKey: `{env:${TOKEN_VARIABLE}}` },
        models: { [model]: { name: model, tool_call: true } },
      },
    },
    ...(mcp.length > 0 && {
      mcp: Object.fromEntries(
        mcp.map(({ name, command, env }) => [name, { type: "local", command, environment: env, enabled: true }]),
      ),
    }),
    ...(chosen && { tools: chosen }),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** Built-in tools by name; those of MCP servers come with the servers, and the one that opens skills with skills. Null for those of the CLI. */
function chosenTools({ resources }: Treatment): Readonly<Record<string, boolean>> | null {
  const { tools, mcp, skills } = resources;
  if (tools.kind === "default" || tools.kind === "all") return null;
  const names = tools.kind === "only" ? tools.names : [];
  const allowed = [...names, ...mcp.map((server) => `${server.name}_*`), ...(skills.length > 0 ? ["skill"] : [])];
  return { "*": false, ...Object.fromEntries(allowed.map((name) => [name, true])) };
}
