import { join } from "node:path";
import {
  type AgentReport,
  encodeFileSet,
  type Fact,
  isScyllaError,
  ScyllaError,
  type Trajectory,
} from "@scylla/contracts";
import { requestOf } from "./agent-request.ts";
import { historyOf, type StageContext, type StageFunction } from "./stage-context.ts";

type ArtifactFact = Extract<Fact, { readonly kind: "artifact" }>;

/** Stores what the agent did: its changes, its words. After this the attempt is immutable and its workspace is not needed. */
export const captureStage: StageFunction = async (context) => {
  const { run, ports, treatment, signal } = context;
  const { task } = run.subject;
  const workspace = await ports.workspaces.open(run.workspaceId);
  if (!workspace) return giveUp(context);
  const id = run.workspaceId;
  const capture = await ports.workspaces.capture(
    { id, template: { repo: task.repo, setup: task.setup }, delivery: ports.tierManager.deliver(treatment) },
    signal,
  );
  const stdout = await storeLog(context, workspace.logs, "stdout");
  const stderr = await storeLog(context, workspace.logs, "stderr");
  const artifacts = [
    capture.patch && (await store(context, "patch", capture.patch)),
    capture.changes && (await store(context, "changes", encodeFileSet(capture.changes))),
    stdout,
    stderr,
    ...(await storeReadings(context, stdout, stderr)),
    await storeTranscripts(context),
  ].filter((fact) => fact !== null);
  await run.step("captured", [{ kind: "captured", capture: capture.facts }, ...artifacts]);
  await ports.workspaces.dispose(id);
};

async function store(
  { ports }: StageContext,
  name: string,
  source: Uint8Array | { readonly file: string },
): Promise<ArtifactFact> {
  return { kind: "artifact", scope: "attempt", name, ...(await ports.artifacts.put(source)) };
}

/** A stream that stayed silent has no file. */
async function storeLog(context: StageContext, logs: string, name: "stdout" | "stderr"): Promise<ArtifactFact | null> {
  try {
    return await store(context, name, { file: join(logs, name) });
  } catch (error) {
    if (isScyllaError(error, "FILE_MISSING")) return null;
    throw error;
  }
}

/** What an agent's output says beyond its words: its events as facts, its steps as a trajectory, where its kind has them. */
async function storeReadings(
  context: StageContext,
  stdout: ArtifactFact | null,
  stderr: ArtifactFact | null,
): Promise<readonly ArtifactFact[]> {
  if (!stdout) return [];
  const { adapter } = context.run.subject;
  const request = requestOf(context);
  const bytes = await context.ports.artifacts.get(stdout.digest);
  const parser = adapter.parser(request);
  parser.push(bytes);
  if (stderr && parser.pushErrors) parser.pushErrors(await context.ports.artifacts.get(stderr.digest));
  const report = parser.end();
  const transcriber = adapter.transcriber?.(request);
  transcriber?.push(bytes);
  const trajectory = transcriber?.end() ?? null;
  return [
    ...(report.facts ? [await store(context, "report", jsonBytes(report))] : []),
    ...(trajectory ? [await store(context, "trajectory", jsonBytes(trajectory))] : []),
  ];
}

/** What the agent wrote down of itself, in its own form: one file set. */
async function storeTranscripts(context: StageContext): Promise<ArtifactFact | null> {
  const { run, ports } = context;
  const { transcripts: patterns = [] } = run.subject.adapter;
  if (patterns.length === 0) return null;
  const files = (await ports.workspaces.collect?.({ id: run.workspaceId, patterns })) ?? [];
  return files.length === 0 ? null : store(context, "transcripts", encodeFileSet(files));
}

function jsonBytes(value: AgentReport | Trajectory): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** The workspace was removed from outside: what the agent did in it can't be known any more, and its price is a loss. */
async function giveUp(context: StageContext): Promise<never> {
  const { run } = context;
  const attempt = (await historyOf(context)).attempts.find((one) => one.attempt === run.attempt);
  await run.step("planned", [
    { kind: "attempt-abandoned", reason: "workspace lost", cost: attempt?.end?.cost ?? null },
  ]);
  throw new ScyllaError(
    "WORKSPACE_LOST",
    `the workspace of attempt ${run.attempt - 1} is gone before its changes were captured`,
    {
      hint: "Nothing but Scylla should remove files from the work directory; the agent is bought again.",
    },
  );
}
