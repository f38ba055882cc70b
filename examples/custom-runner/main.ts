// An own store, an own agent and an own observer, composed without the command line.
import { appendFileSync } from "node:fs";
import { commandAgent } from "@scylla/agents";
import { createRunner } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import { type AgentAdapter, PORTS, type RunnerObserver, type RunStore } from "@scylla/contracts";
import { memoryRunStore } from "@scylla/contracts/testing";
import { commandLayout, tierManager } from "@scylla/tier-manager";

/** Keeps everything in memory, and an audit trail of every step in a file. */
function auditedStore(file: string): RunStore {
  const store = memoryRunStore();
  const transition: RunStore["transition"] = async (step) => {
    const done = await store.transition(step);
    appendFileSync(file, `run ${step.run}: ${step.from} -> ${step.to}\n`);
    return done;
  };
  return { ...store, port: PORTS.runStore, transition };
}

/** An agent of the kind `shell`: it does what the instructions of its set-up say, line by line. */
const shellAgent: AgentAdapter = {
  ...commandAgent(),
  kind: "shell",
  plan: () => ({ command: ["sh", "-e", "CLAUDE.md"], stdin: null, env: {} }),
};

const progress: RunnerObserver = {
  runGraded: ({ key, n, verdict }) => console.log(`${key.subtest} #${n}: ${verdict.passed ? "passed" : "failed"}`),
};

const { status, results } = await createRunner({
  dir: "results",
  store: auditedStore("audit.log"),
  agents: [shellAgent],
  tierManager: tierManager({ layouts: [{ ...commandLayout(), kind: "shell" }] }),
  observers: [progress],
}).run({ experiment: await loadExperiment(process.argv[2] ?? "experiment.yaml") });
console.log(status, results.subtests.map(({ title, passRate }) => `${title}: ${passRate}`).join(", "));
