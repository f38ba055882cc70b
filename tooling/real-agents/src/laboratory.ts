import { mkdir, mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRunner, readExperiment, type StoredExperiment } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import type { AgentAdapter, RunHistory } from "@scylla/contracts";
import { openRunStore } from "@scylla/persistence";
import { removePlace } from "@scylla-tooling/fake-agents";
import { type LlmServer, type Script, startLlmServer } from "@scylla-tooling/llm-server";
import type { RealCli } from "./clis/real-cli.ts";
import type { Scenario } from "./expected-ends.ts";
import { type ExperimentChoice, writeExperiment } from "./experiment-files.ts";
import { AGENTS_CACHE, installCli } from "./install-cli.ts";
import { recordAgent } from "./recording/record-agent.ts";
import { RECORD, recordingFile } from "./recording/recordings.ts";

export interface Laboratory extends AsyncDisposable {
  /** Everything of the experiment lies below it. */
  readonly root: string;
  /** The experiment directory. */
  readonly dir: string;
  readonly server: LlmServer;
  /** Of the attempt that began first, which need not have ended. @throws {ScyllaError} before there is a plan. */
  token(): Promise<string>;
  /** Runs the experiment, or carries it on. */
  run(options?: RunChoice): Promise<Finished>;
}

interface RunChoice {
  readonly tiers?: readonly string[];
  readonly kill?: AbortSignal;
}

export interface Finished extends StoredExperiment {
  readonly status: string;
  /** Stages that could not be done, with why. */
  readonly failed: readonly string[];
  /** By run, in the order of their ids. */
  readonly histories: readonly RunHistory[];
}

export interface Choice extends Partial<Omit<ExperimentChoice, "kind" | "provider">> {
  /** What a shell does inside the sandbox before it becomes the CLI: settings of its HOME, variables, files that it takes away. */
  readonly before?: string | undefined;
  /** The name of what its first run shows; that of a run with skills, where another has none, ends in `-full`. */
  readonly scenario?: Scenario | undefined;
}

/** The small experiment with a real CLI in a place of its own, and a model that follows the script. */
export async function laboratory(
  cli: RealCli,
  script: Script,
  { before, scenario, ...choice }: Choice = {},
): Promise<Laboratory> {
  await using made = new AsyncDisposableStack();
  const executable = await installCli(cli);
  const root = await realpath(await mkdtemp(join(tmpdir(), "scylla-real-")));
  const agent = recorded(scenario, root, startedAfter(before, cli.adapter({ executable })));
  made.defer(() => removePlace(root));
  const server = made.use(await startLlmServer(script));
  const file = await writeExperiment(join(root, "experiment"), {
    ...{ model: cli.model, ...choice, kind: agent.kind },
    provider: { id: cli.provider, url: server.url, keyVariable: cli.keyVariable, cloud: cli.cloud },
  });
  const [dir, workRoot] = [join(root, "out"), join(root, "work")];
  await mkdir(workRoot, { mode: 0o700 });
  const runner = createRunner({
    ...{ dir, workRoot, agents: [agent] },
    // What is looked at is one attempt, and not what comes after it.
    execution: { retry: { tries: 1, baseMs: 1 }, parkWaitMs: 0 },
  });
  const run = async ({ tiers, kill }: RunChoice = {}): Promise<Finished> => {
    const experiment = await loadExperiment(file);
    const { status, drive } = await runner.run({ experiment, ...(tiers && { tiers }) }, kill ? { kill } : {});
    const stored = await readExperiment({ dir });
    const failed = drive.failed.map(({ stage, code, message }) => `${stage}: ${code} ${message}`);
    return { ...stored, status, failed, histories: await historiesOf(dir, stored) };
  };
  const token = async (): Promise<string> => {
    const [first] = (await readExperiment({ dir })).view.results.values();
    if (!first) throw new Error("no attempt was begun");
    return first.token;
  };
  const kept = made.move();
  return { root, dir, server, token, run, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** The CLI, started by a shell that does something first. */
function startedAfter(commands: string | undefined, agent: AgentAdapter): AgentAdapter {
  if (commands === undefined) return agent;
  return {
    ...agent,
    plan: (request) => {
      const launch = agent.plan(request);
      if (typeof launch.command === "string") throw new Error("a shell line can't be put behind another");
      return { ...launch, command: ["sh", "-c", `${commands}\nexec "$@"`, "sh", ...launch.command] };
    },
  };
}

/** As `pnpm test:agents --record` asks for. */
function recorded(scenario: Scenario | undefined, root: string, agent: AgentAdapter): AgentAdapter {
  if (scenario === undefined || !process.env[RECORD]) return agent;
  return recordAgent(agent, {
    fileOf: ({ treatment }) =>
      recordingFile(
        agent.kind,
        scenario === "delivered" && treatment.resources.skills.length > 0 ? "delivered-full" : scenario,
      ),
    hidden: { [root]: "/lab", [AGENTS_CACHE]: "/agents", [process.env["PATH"] ?? ""]: "/usr/bin" },
  });
}

async function historiesOf(dir: string, { view }: StoredExperiment): Promise<readonly RunHistory[]> {
  await using closing = new AsyncDisposableStack();
  const reader = await openRunStore({ dir, mode: "read" });
  closing.defer(() => reader.close());
  const histories = await Promise.all(view.runs.map(({ id }) => reader.history(id)));
  return histories.flatMap((history) => history ?? []);
}
