import type { AgentRequest, LaunchPlan, Thinking } from "@scylla/contracts";
import { endpointOf } from "../launch/endpoint.ts";
import { toml } from "../launch/toml.ts";

const TOKEN_VARIABLE = "SCYLLA_MODEL_TOKEN";

/** The prompt comes on standard input; everything else but the model's name stands in a configuration of the run's own. */
export function planLaunch(executable: string, request: AgentRequest): LaunchPlan {
  const { treatment, prompt } = request;
  const { token } = endpointOf(request);
  const { model } = treatment.agent;
  return {
    command: [
      executable,
      "exec",
      "--json",
      "--strict-config",
      "--skip-git-repo-check",
      // The harness isolates it; its own sandbox refuses commands without a word in the output.
      "--dangerously-bypass-approvals-and-sandbox",
      ...(model === null ? [] : ["--model", model]),
      "-",
    ],
    stdin: prompt,
    env: { [TOKEN_VARIABLE]: token },
    files: [{ path: ".codex/config.toml", executable: false, content: { text: configOf(request) } }],
  };
}

function configOf(request: AgentRequest): string {
  const { resources } = request.treatment;
  const { thinking, mcp } = resources;
  return toml({
    model_provider: "scylla",
    check_for_update_on_startup: false,
    ...(thinking !== null && { model_reasoning_effort: EFFORT[thinking] }),
    model_providers: {
      scylla: {
        name: "scylla",
        base_url: `${endpointOf(request).url}/v1`,
        env_key: TOKEN_VARIABLE,
        wire_api: "responses",
      },
    },
    analytics: { enabled: false },
    feedback: { enabled: false },
    otel: { exporter: "none", metrics_exporter: "none" },
    // Or it waits for a provider that refuses connections without end.
    features: { plugins: false, apps: false, remote_plugin: false, unbounded_connection_retries: false },
    ...(mcp.length > 0 && {
      mcp_servers: Object.fromEntries(
        mcp.map(({ name, command: [command = "", ...args], env }) => [name, { command, args, env: { ...env } }]),
      ),
    }),
  });
}

const EFFORT: Readonly<Record<Thinking, string>> = {
  off: "none",
  low: "low",
  medium: "medium",
  high: "high",
  max: "xhigh",
};
