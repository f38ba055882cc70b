import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type AttemptEnd, currentPlan, type Fact, planDigest, type RunState, runOrder } from "@scylla/contracts";
import { openRunStore } from "@scylla/persistence";
import { median } from "./median.ts";

const DIGEST = "0".repeat(64);

const END: AttemptEnd = {
  outcome: "ok",
  reason: null,
  exitCode: 0,
  signal: null,
  durationMs: 1000,
  usage: { inputTokens: 1000, outputTokens: 100 },
  cost: 1_000_000,
  costSource: "reported",
  isolation: "process group (not isolated)",
  outputTruncated: false,
};

/** The steps of a run, with the facts that they record. */
const STEPS: readonly { readonly to: RunState; readonly facts: readonly Fact[] }[] = [
  { to: "workspace", facts: [] },
  { to: "buying", facts: [{ kind: "attempt-started", token: "" }] },
  { to: "agent", facts: [{ kind: "attempt-ended", end: END }] },
  {
    to: "captured",
    facts: [
      {
        kind: "captured",
        capture: {
          tree: DIGEST,
          baseTree: DIGEST,
          filesChanged: 1,
          linesAdded: 1,
          linesDeleted: 0,
          deliveredChanged: 0,
          ignoredChanged: 0,
          omitted: 0,
        },
      },
      { kind: "artifact", scope: "attempt", name: "stdout", digest: DIGEST, bytes: 100 },
    ],
  },
  {
    to: "checked",
    facts: [
      {
        kind: "checked",
        spec: DIGEST,
        checks: [{ id: "unit", status: "pass", required: true, score: 1, exitCode: 0, durationMs: 10 }],
      },
    ],
  },
  {
    to: "graded",
    facts: [{ kind: "verdict", spec: DIGEST, verdict: { passed: true, score: 1, grade: "S", basis: "checks" } }],
  },
];

/** Milliseconds of a durable transition: the median over all steps of the runs of a plan, which is taken from a finished experiment. */
export async function medianTransitionMs(root: string, finished: string, runs: number): Promise<number> {
  const dir = join(root, "transitions");
  mkdirSync(dir);
  const reader = await openRunStore({ dir: finished, mode: "read" });
  const plan = currentPlan(await reader.plans())?.frozen;
  await reader.close();
  if (!plan) throw new Error(`${finished} holds no plan`);
  const store = await openRunStore({ dir, mode: "write" });
  const times: number[] = [];
  try {
    const order = runOrder(plan.cells, plan.repeats, plan.seed);
    await store.acceptPlan({ name: plan.experiment, plan, digest: planDigest(plan), runs: order, atMs: 0 });
    for (const { id: run } of (await store.runs()).slice(0, runs)) {
      const claim = await store.claim({ run, atMs: 0 });
      let from: RunState = "planned";
      for (const [index, { to, facts }] of STEPS.entries()) {
        const begun = performance.now();
        const own = facts.map((fact) => (fact.kind === "attempt-started" ? { ...fact, token: `token-${run}` } : fact));
        await store.transition({
          run,
          fence: claim?.fence ?? 0,
          opId: `${claim?.fence}.${index}`,
          from,
          to,
          atMs: 0,
          facts: own,
        });
        times.push(performance.now() - begun);
        from = to;
      }
    }
  } finally {
    await store.close();
  }
  return median(times);
}
