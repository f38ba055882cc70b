import { ownAgents } from "@scylla/compose";
import { type AgentAdapter, isScyllaError, type PlannedAgent } from "@scylla/contracts";
import { plainText } from "@scylla/report";
import { type Finding, ok, warning } from "./finding.ts";
import { onPath } from "./programs.ts";

/** The CLIs of agents that are known by kind. Each is started to ask for its version; all at once, for some take seconds. */
export function agents(): Promise<readonly Finding[]> {
  return Promise.all(
    ownAgents().flatMap((adapter) => (adapter.executable === undefined ? [] : [look(adapter, adapter.executable)])),
  );
}

async function look(adapter: AgentAdapter, executable: string): Promise<Finding> {
  const { kind, testedVersion, install } = adapter;
  const check = `agent: ${kind}`;
  const found = onPath(executable);
  try {
    const version = plainText((await adapter.version(anyOf(kind))) ?? "");
    const what = `${executable} ${version} in ${found ?? executable}`;
    if (version === testedVersion) return ok(check, `${what}, the version that Scylla was tried with`);
    return warning(
      check,
      `${what}; Scylla was tried with ${testedVersion}`,
      `Look closely at its first runs, or install that version with \`npm install --global ${install}\`.`,
    );
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    if (found !== undefined) return warning(check, error.message, error.hint ?? "");
    const what = `${executable} is not installed, which is no obstacle to experiments without it`;
    return { check, status: "ok", what, advice: error.hint ?? null };
  }
}

/** None of an experiment: only what is installed is asked for. */
function anyOf(kind: string): PlannedAgent {
  return { id: kind, kind, model: null, command: null, program: null, env: [], version: null };
}
