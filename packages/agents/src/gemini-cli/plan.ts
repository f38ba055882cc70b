import type { AgentRequest, LaunchPlan } from "@scylla/contracts";
import { argument } from "../launch/argument.ts";
import { endpointOf } from "../launch/endpoint.ts";
import { modelOf } from "../launch/model.ts";

/** Settings of the run's own, and nothing of the workspace's to be trusted. */
export function planLaunch(executable: string, request: AgentRequest): LaunchPlan {
  const { url, token } = endpointOf(request);
  return {
    command: [
      executable,
      ...["--output-format", "stream-json"],
      ...["--approval-mode", "yolo", "--skip-trust"],
      ...["--model", modelOf(request)],
      // As one word, or a prompt that begins with a dash would be an option.
      argument(`--prompt=${request.prompt}`, "The prompt"),
    ],
    stdin: null,
    // Without the last it starts itself once more, which takes as long again, and leaves signals to the one that only waits.
    env: { GEMINI_API_KEY: token, GOOGLE_GEMINI_BASE_URL: url, GEMINI_CLI_NO_RELAUNCH: "true" },
    files: [{ path: ".gemini/settings.json", executable: false, content: { text: settingsOf(request) } }],
  };
}

function settingsOf({ treatment, limits }: AgentRequest): string {
  const { mcp } = treatment.resources;
  const settings = {
    security: { auth: { selectedType: "gemini-api-key" } },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
    ...(limits.turns !== null && { model: { maxSessionTurns: limits.turns } }),
    ...(mcp.length > 0 && {
      mcpServers: Object.fromEntries(
        mcp.map(({ name, command: [command, ...args], env }) => [name, { command, args, env, trust: true }]),
      ),
    }),
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}
