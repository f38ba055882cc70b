import { OUTCOME_POLICY, type RunState, sha256 } from "@scylla/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { experiment } from "./fixtures/experiments.ts";
import { FAULT_KINDS, type Fault, faultyProcess } from "./fixtures/faults.ts";
import { type Agent, answering, type Laboratory, laboratory } from "./fixtures/laboratory.ts";

const EXPERIMENT = experiment({
  tasks: ["a", "b"],
  ladder: { T0: ["x", "y"], T1: ["z"], T5: [{ id: "best", from: ["T0", "T1"] }] },
  repeats: 2,
});

/** What an agent does is decided by its run, but for troubles that pass: those depend on which purchase it is. */
function agentOf(trouble: number, clock: () => Laboratory["clock"]): Agent {
  return async (purchase, signal) => {
    const luck = Number.parseInt(sha256(`${trouble}/${purchase.nth}`).slice(0, 2), 16);
    if (luck < 20) return { exit: { kind: "signaled", signal: "SIGKILL" }, stdout: JSON.stringify({ costUsd: 0.001 }) };
    if (luck < 35)
      return {
        exit: { kind: "exited", code: 1 },
        stdout: JSON.stringify({ rateLimit: { key: "provider", untilMs: clock().now() + 30_000 } }),
      };
    await clock()
      .sleep(luck, signal)
      .catch(() => {});
    if (purchase.seed % 7 === 0) return { exit: { kind: "exited", code: 3 }, durationMs: 5 };
    return answering(purchase, signal);
  };
}

/** Runs until everything has its verdict; a run that is held is tried again. */
async function finish(lab: Laboratory) {
  for (let drives = 0; drives < 20; drives++) {
    const summary = await lab.run();
    if (summary.status === "complete") return summary.results;
  }
  throw new Error(`it does not end: ${JSON.stringify(await lab.states())}`);
}

function everyPurchaseIsAccountedFor(lab: Laboratory): void {
  const tokens = new Set<string>();
  for (const { run, attempts, spend, transitions } of lab.data.runs.values()) {
    const lost = new Map(spend.map((one) => [one.attempt, one]));
    for (const { attempt, token, end, capture, abandoned } of attempts) {
      tokens.add(token);
      expect(lost.has(attempt), `attempt ${attempt} of run ${run.id} is in the ledger when it does not count`).toBe(
        abandoned !== null,
      );
      // What ended in a way that counts is paid for, and never given up; neither is what is captured.
      if (capture || (end && OUTCOME_POLICY[end.outcome].scored)) expect(abandoned).toBeNull();
      // A known price is never lost, whatever became of the attempt.
      if (abandoned !== null && abandoned !== "interrupted") expect(lost.get(attempt)?.cost).toBe(end?.cost);
    }
    expect(lost.size).toBe(attempts.filter((one) => one.abandoned !== null).length);
    expect(attempts.filter((one) => one.abandoned === null)).toHaveLength(1);
    let state: RunState = "planned";
    for (const [i, row] of transitions.entries()) {
      expect([row.version, row.from]).toEqual([i + 1, state]);
      state = row.to;
    }
    expect(state).toBe(run.state);
  }
  const started = lab.processes.started.filter(({ command }) => command[0] === "bot").map(({ token }) => token);
  // Stored before it was started, and started once.
  for (const token of started) expect(tokens.has(token)).toBe(true);
  expect(new Set(started).size).toBe(started.length);
}

const faults: fc.Arbitrary<readonly Fault[]> = fc.array(
  fc.record({ at: fc.nat({ max: 150 }), kind: fc.constantFrom(...FAULT_KINDS) }),
  { minLength: 1, maxLength: 6 },
);

test("however often it is interrupted, an experiment ends in the same results, and every purchase is accounted for", {
  timeout: 120_000,
}, async () => {
  const undisturbed = laboratory(EXPERIMENT);
  undisturbed.change({ agent: agentOf(0, () => undisturbed.clock) });
  const wanted = await finish(undisturbed);

  await fc.assert(
    fc.asyncProperty(faults, fc.nat({ max: 1000 }), fc.integer({ min: 1, max: 3 }), async (plan, trouble, total) => {
      const lab: Laboratory = laboratory(EXPERIMENT, { limits: { total, perKey: {} } });
      lab.change({ agent: agentOf(trouble, () => lab.clock) });
      let interruptions = 0;
      for (const fault of plan) {
        const faulty = faultyProcess(fault);
        lab.change({ wrap: faulty.wrap });
        const running = lab
          .run({ stop: { drain: faulty.drain.signal, kill: faulty.kill.signal } })
          .catch(() => "threw");
        await Promise.race([running, faulty.died]);
        if (faulty.happened) interruptions++;
      }
      lab.change({ wrap: (_name, port) => port });
      expect(await finish(lab)).toEqual(wanted);
      everyPurchaseIsAccountedFor(lab);
      const interrupted = [...lab.data.runs.values()].flatMap(({ spend }) =>
        spend.filter(({ reason }) => reason === "interrupted" || reason === "aborted"),
      );
      expect(interrupted.length).toBeLessThanOrEqual(interruptions * total);
      expect([...lab.processes.running]).toEqual([]);
      expect([...lab.files.keys()].filter((path) => path.startsWith("/graded/"))).toEqual([]);
      expect(lab.data.selections.size).toBe(2);
    }),
    { numRuns: 60, seed: 20_261_126, endOnFailure: false },
  );
});
