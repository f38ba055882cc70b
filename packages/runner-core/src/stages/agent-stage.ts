import { randomBytes } from "node:crypto";
import {
  type AgentReport,
  type AgentRequest,
  type AttemptEnd,
  type Classification,
  type ConfinedLaunch,
  type Fact,
  type FileValue,
  type GatewaySummary,
  isolationOf,
  type LaunchPlan,
  launchOf,
  OUTCOME_POLICY,
  type ProcessResult,
  ScyllaError,
  type Workspace,
} from "@scylla/contracts";
import { requestOf } from "./agent-request.ts";
import { gatewayFacts, type ModelAccess, openModelAccess, recordingOf } from "./model-access.ts";
import { ownLogin } from "./own-login.ts";
import { type Purchase, purchaseOf } from "./purchase.ts";
import type { StageContext, StageFunction } from "./stage-context.ts";

/** Bytes kept of each of the agent's output streams. */
const OUTPUT_CAP = 64 * 1024 * 1024;

/** How long a key waits when a provider names no deadline, or one that has passed: it would be asked again at once, for ever. */
const DEFAULT_PARK_MS = 60_000;

/** Buys the agent: the purchase is recorded before the first process starts, its end before anything else is done with it. */
export const agentStage: StageFunction = async (context) => {
  const { run, ports } = context;
  const token = randomBytes(16).toString("hex");
  const workspace = await ports.workspaces.open(run.workspaceId);
  if (!workspace) {
    // Nothing was bought in it: the workspace is simply made again.
    await run.step("planned", []);
    return;
  }
  const { event, workspaceId } = run;
  await using models = await openModelAccess(run.subject, ports, workspace);
  const request = requestOf(context, models.endpoint);
  const plan = run.subject.adapter.plan(request);
  const files = [...(plan.files ?? []), ...(models.endpoint?.ownLogin ? await ownLogin(run.subject) : [])];
  if (files.length > 0) await equip(context, files);
  // Before the purchase: a launch that can't be confined costs no attempt.
  await using confined = await confine(context, plan, workspace, token, models);
  await run.step("buying", [{ kind: "attempt-started", token }]);
  const { report, result } = await runAgent(context, request, confined, plan.stdin, workspace, token);
  const seen = await models.close();
  const gateway = seen && gatewayFacts(seen);
  const classification = run.subject.adapter.classify(report, result, { request, gateway });
  const isReplayed = seen !== null && ports.recordings?.replay !== undefined;
  const isolation = isolationOf(ports.sandbox, ports.processes);
  const end = { ...attemptEnd(result, classification, isolation), ...purchaseOf(report, result, seen, isReplayed) };
  if (!isReplayed) context.budget.add(end.cost ?? seen?.cost ?? null);
  await recordEnd(context, report, classification, end, seen ? await storeSeen(context, seen, workspace) : []);
  ports.observer.agentEnded?.({ ...event, end });
  if (run.state === "missing") ports.observer.runMissing?.({ ...event, reason: missingReason(end) });
  // Nobody will capture an attempt that does not count.
  if (run.state !== "agent") await ports.workspaces.dispose(workspaceId);
  if (end.outcome === "infra_error") {
    const code = result.exit.kind === "not-started" ? "PROCESS_NOT_STARTED" : "AGENT_LOST";
    throw new ScyllaError(code, end.reason ?? "the agent could not be run");
  }
};

async function equip({ run, ports }: StageContext, files: readonly FileValue[]): Promise<void> {
  if (!ports.workspaces.equip) {
    throw new ScyllaError("UNSUPPORTED", "the agent needs files in its HOME, and these workspaces can't be given any", {
      hint: "Compose a runner with workspaces that have `equip`.",
    });
  }
  await ports.workspaces.equip({ id: run.workspaceId, files });
}

function confine(
  { run, ports, signal }: StageContext,
  plan: LaunchPlan,
  { root, home, tmp }: Workspace,
  token: string,
  models: ModelAccess,
): Promise<ConfinedLaunch> {
  const { agent, cell } = run.subject;
  const env = { ...ports.environment({ home, tmp, allow: agent.env }), ...models.env, ...plan.env };
  const { network } = cell.conditions;
  const writable = [root, home, tmp];
  return ports.sandbox.confine(
    launchOf({ command: plan.command, cwd: root, env, writable, network, token, gateway: models.gateway }),
    signal,
  );
}

async function runAgent(
  { run, ports, signal }: StageContext,
  request: AgentRequest,
  { command, cwd, env }: ConfinedLaunch,
  stdin: string | null,
  workspace: Workspace,
  token: string,
): Promise<{ report: AgentReport; result: ProcessResult }> {
  const { adapter, cell } = run.subject;
  const parser = adapter.parser(request);
  const result = await ports.processes.run(
    {
      command,
      cwd,
      env,
      stdin: stdin ?? undefined,
      timeMs: cell.conditions.limits.timeMs,
      outputCap: OUTPUT_CAP,
      outputDir: workspace.logs,
      token,
      onStdout: (chunk) => parser.push(chunk),
      onStderr: (chunk) => parser.pushErrors?.(chunk),
    },
    signal,
  );
  return { report: parser.end(), result };
}

function attemptEnd(
  result: ProcessResult,
  { outcome, reason }: Classification,
  isolation: string,
): Omit<AttemptEnd, keyof Purchase> {
  const { exit } = result;
  return {
    outcome,
    reason,
    exitCode: exit.kind === "exited" ? exit.code : null,
    signal: exit.kind === "signaled" ? exit.signal : null,
    durationMs: Math.round(result.durationMs),
    isolation,
    outputTruncated: result.stdout.truncated || result.stderr.truncated,
  };
}

/** What the gateway saw: the sums, and what passed where that is to be kept. */
async function storeSeen(
  { ports }: StageContext,
  { firstRequests: _, ...summary }: GatewaySummary,
  workspace: Workspace,
): Promise<readonly Fact[]> {
  const store = async (name: string, source: Uint8Array | { readonly file: string }): Promise<Fact> => {
    return { kind: "artifact", scope: "attempt", name, ...(await ports.artifacts.put(source)) };
  };
  return [
    await store("gateway", Buffer.from(`${JSON.stringify(summary, null, 2)}\n`)),
    ...(ports.recordings?.keep ? [await store("exchanges", { file: recordingOf(workspace) })] : []),
  ];
}

function missingReason(end: AttemptEnd): string {
  return end.reason ?? end.outcome;
}

/** One transaction says how the attempt ended and what that means for the run. */
async function recordEnd(
  { run, ports, gate }: StageContext,
  report: AgentReport,
  { retryAtMs }: Classification,
  end: AttemptEnd,
  stored: readonly Fact[],
): Promise<void> {
  const ended: Fact = { kind: "attempt-ended", end };
  const lost: Fact = { kind: "attempt-abandoned", reason: end.outcome, cost: end.cost };
  switch (OUTCOME_POLICY[end.outcome].next) {
    case "grade":
      return run.step("agent", [ended, ...stored]);
    case "missing":
      return run.step("missing", [ended, ...stored, { kind: "missing", reason: missingReason(end) }]);
    case "retry":
    case "redo-on-resume":
      return run.step("planned", [ended, ...stored, lost]);
    case "park": {
      const key = report.rateLimit?.key ?? run.subject.agent.id;
      const named = retryAtMs ?? report.rateLimit?.untilMs ?? 0;
      const now = ports.clock.now();
      const untilMs = named > now ? named : now + DEFAULT_PARK_MS;
      gate.close(run.subject.agent.id, untilMs);
      await ports.store.park({ key: run.subject.agent.id, untilMs });
      await run.step("planned", [ended, ...stored, lost, { kind: "hold", hold: { kind: "parked", key, untilMs } }]);
    }
  }
}
