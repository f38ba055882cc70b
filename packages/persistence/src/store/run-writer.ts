import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import {
  canonicalJson,
  isFinal,
  type Json,
  PORTS,
  type RunState,
  type RunWriter,
  ScyllaError,
  type Transition,
  transitionNote,
  transitionProblem,
} from "@scylla/contracts";
import { transaction } from "../sqlite/connection.ts";
import { naming } from "../sqlite/store-error.ts";
import { acceptPlan } from "./accept-plan.ts";
import { factWriter, holding } from "./facts.ts";
import type { ExperimentRow, RunRow, Tables } from "./tables.ts";

const UNWRITABLE = "the store can't be written";

/** The writing half of the store; every method is one durable transaction. */
export function runWriter(database: DatabaseSync, tables: Tables): Omit<RunWriter, "close"> {
  const facts = factWriter(tables);
  const findRun = tables.run.select("WHERE id = ?");
  const findStep = tables.transition.select("WHERE run = ? AND op_id = ?");
  const findSelection = tables.selection.select("WHERE tier = ? AND agent = ?");
  const findPark = tables.park.select("WHERE key = ?");
  const findExperiment = tables.experiment.select("");
  const write = async <T>(work: () => T): Promise<T> => transaction(database, UNWRITABLE, work);
  const accept = acceptPlan(tables, randomUUID);

  const runOf = (id: number): RunRow => {
    const run = findRun.get(id);
    if (!run) throw new ScyllaError("INTERNAL", `the store holds no run ${id}`);
    return run;
  };

  const experimentOf = (why: string): ExperimentRow => {
    const experiment = findExperiment.get();
    if (!experiment) throw new ScyllaError("INTERNAL", `the store holds no plan ${why}`);
    return experiment;
  };

  /** Writes the log row and the run's new state. `run` is what the step's facts left of `before`. */
  const step = (
    before: RunRow,
    run: RunRow,
    to: RunState,
    log: { opId: string; atMs: number; note: string | null },
  ): void => {
    const version = run.version + 1;
    const logged = tables.transition.insert({
      run: run.id,
      op_id: log.opId,
      version,
      from_state: run.state,
      to_state: to,
      fence: run.fence,
      at_ms: log.atMs,
      note: log.note,
    });
    const missing = to === "missing" ? run.missing : null;
    tables.run.update(before, { ...holding(run, logged), state: to, version, missing });
  };

  const apply = ({ run: id, fence, opId, from, to, atMs, facts: recorded }: Transition): "applied" | "replayed" => {
    const run = runOf(id);
    if (findStep.get(id, opId)) return "replayed";
    if (run.fence !== fence || run.state !== from) throw fenced(run, fence, from);
    requirePossible(run, { from, to, facts: recorded });
    const after = recorded.reduce((row, fact) => facts.write(row, fact, atMs), run);
    step(run, after, to, { opId, atMs, note: transitionNote(recorded) });
    return "applied";
  };

  const reopen = (found: RunRow, { to, reason, atMs }: Omit<Parameters<RunWriter["reopen"]>[0], "runs">): void => {
    const attempt = facts.attemptOf(found);
    if (to === "captured" && attempt?.capture == null) throw impossible(found, "nothing is captured to grade again");
    const run: RunRow = { ...found, fence: found.fence + 1, hold: null };
    const regraded = to === "captured" ? { ...run, grading: run.grading + 1 } : run;
    const next = to === "planned" && attempt ? facts.abandon(run, reason, attempt.cost, atMs) : regraded;
    step(found, next, to, { opId: `reopen.${run.fence}`, atMs, note: reason });
  };

  return {
    port: PORTS.runStore,
    acceptPlan: async (params) => {
      const record = await write(() => accept(params));
      // Into the database itself: whatever becomes of the log later, what is left is no empty store.
      naming(UNWRITABLE, () => database.exec("PRAGMA wal_checkpoint(PASSIVE)"));
      return record;
    },
    claim: ({ run: id, atMs, lost }) =>
      write(() => {
        const found = runOf(id);
        if (isFinal(found.state as RunState)) return null;
        const run: RunRow = { ...found, fence: found.fence + 1, hold: null };
        if (run.state !== "buying") {
          tables.run.update(found, run);
          return claimOf(run, run.state as RunState);
        }
        const next = facts.abandon(run, INTERRUPTED, lost ?? null, atMs);
        step(found, next, "planned", { opId: `claim.${run.fence}`, atMs, note: INTERRUPTED });
        return claimOf(next, "planned");
      }),
    transition: (transition) => write(() => apply(transition)),
    reopen: ({ runs, ...how }) =>
      write(() => {
        for (const id of new Set(runs)) reopen(runOf(id), how);
      }),
    recordSelection: ({ selection, atMs }) =>
      write(() => {
        const { tier, agent } = selection;
        const document = canonicalJson(selection as unknown as Json);
        const known = findSelection.get(tier, agent);
        if (known?.document === document) return "replayed";
        if (known) throw new ScyllaError("STORE_FENCED", `another winner of ${tier} is recorded for ${agent}`);
        const experiment = experimentOf("whose winner this is");
        tables.experiment.update(
          experiment,
          holding(experiment, tables.selection.insert({ tier, agent, document, at_ms: atMs })),
        );
        return "applied";
      }),
    park: ({ key, untilMs }) =>
      write(() => {
        const known = findPark.get(key);
        const row = { key, until_ms: Math.max(untilMs, known?.until_ms ?? untilMs) };
        if (known) tables.park.update(known, row);
        else tables.park.insert(row);
      }),
    finalize: ({ revision }) =>
      write(() => {
        const row = experimentOf("to finalize");
        tables.experiment.update(row, { ...row, finalized_revision: revision });
      }),
  };
}

const INTERRUPTED = "interrupted";

function claimOf(run: RunRow, state: RunState) {
  return { run: run.id, fence: run.fence, attempt: run.attempt, grading: run.grading, state };
}

function requirePossible(run: RunRow, step: Pick<Transition, "from" | "to" | "facts">): void {
  const problem = transitionProblem(step);
  if (problem !== null) throw impossible(run, problem);
}

function impossible(run: RunRow, why: string): ScyllaError {
  return new ScyllaError("INTERNAL", `run ${run.id} is in ${run.state}: ${why}`);
}

function fenced(run: RunRow, fence: number, from: RunState): ScyllaError {
  return new ScyllaError(
    "STORE_FENCED",
    `run ${run.id} is in ${run.state} under claim ${run.fence}; a step from ${from} under claim ${fence} came too late`,
  );
}
