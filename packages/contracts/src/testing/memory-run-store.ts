import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { compareKeys } from "../digest.ts";
import { ScyllaError } from "../errors.ts";
import { PORTS } from "../port.ts";
import type {
  Claim,
  ExperimentRecord,
  ParkRecord,
  PlanRecord,
  RunId,
  RunResultRow,
  RunStore,
  Transition,
} from "../ports/run-store.ts";
import { isFinal } from "../run-state.ts";
import { type RunRef, refKey, selectionKey } from "../schedule.ts";
import type { Selection } from "../selection.ts";
import { transitionNote, transitionProblem } from "../transition-rules.ts";
import {
  abandoned,
  currentAttempt,
  currentGrading,
  logged,
  type RunRows,
  refused,
  withFact,
} from "./memory-run-rows.ts";
import { storedCopy } from "./stored-copy.ts";

/** What a store of this kind holds: handed to another `memoryRunStore`, it is what another process would find. */
export interface RunStoreData {
  /** Of the experiment that the first plan makes: what else there will be is decided by the writes alone. */
  readonly id: string;
  experiment: ExperimentRecord | null;
  readonly plans: PlanRecord[];
  readonly cells: Set<string>;
  readonly runs: Map<RunId, RunRows>;
  readonly selections: Map<string, Selection>;
  readonly parks: Map<string, ParkRecord>;
  attemptsStarted: number;
}

/** No experiment yet. @param id what it will be known by: given again, the same writes make the same store. */
export function runStoreData(id: string = randomUUID()): RunStoreData {
  return {
    id,
    experiment: null,
    plans: [],
    cells: new Set(),
    runs: new Map(),
    selections: new Map(),
    parks: new Map(),
    attemptsStarted: 0,
  };
}

/** A run store in memory, with the semantics of the port. It is as durable as the data that it is given. */
export function memoryRunStore(data: RunStoreData = runStoreData()): RunStore {
  let closed = false;

  /** No method waits in between: what it does is done at once or not at all. */
  function whole<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (closed) throw new ScyllaError("INTERNAL", "the store is closed");
      resolve(work());
    });
  }

  function rowsOf(run: RunId): RunRows {
    const rows = data.runs.get(run);
    if (!rows) throw new ScyllaError("INTERNAL", `there is no run ${run}`);
    return rows;
  }

  function save(rows: RunRows): void {
    data.runs.set(rows.run.id, storedCopy(rows));
  }

  function addRun({ cell, n }: RunRef): void {
    const id = data.runs.size + 1;
    const run = { id, cell, n, state: "planned", fence: 0, attempt: 1, grading: 1, hold: null, missing: null } as const;
    data.runs.set(id, { run, attempts: [], gradings: [], artifacts: [], transitions: [], spend: [] });
  }

  function acceptPlan(params: Parameters<RunStore["acceptPlan"]>[0]): PlanRecord {
    const { name, plan, digest, runs, atMs } = params;
    const newest = data.plans.at(-1);
    if (newest?.digest === digest) return newest;
    const cells = new Set([...data.cells, ...plan.cells.map((cell) => cell.digest)]);
    const stray = runs.find((run) => !cells.has(run.cell));
    if (stray) throw new ScyllaError("INTERNAL", `a run is planned of a cell that no plan has: ${stray.cell}`);
    data.experiment ??= { id: data.id, name, createdAtMs: atMs, finalizedRevision: null };
    const record = { revision: data.plans.length + 1, digest, plan: storedCopy(plan), acceptedAtMs: atMs };
    data.plans.push(record);
    for (const cell of cells) data.cells.add(cell);
    const known = new Set([...data.runs.values()].map(({ run }) => refKey(run)));
    for (const run of runs) if (!known.has(refKey(run))) addRun(run);
    return record;
  }

  function claim({ run: id, atMs, lost }: Parameters<RunStore["claim"]>[0]): Claim | null {
    const found = rowsOf(id);
    if (isFinal(found.run.state)) return null;
    const fence = found.run.fence + 1;
    const claimed: RunRows = { ...found, run: { ...found.run, fence, hold: null } };
    const rows =
      found.run.state === "buying"
        ? logged(abandoned(claimed, { reason: "interrupted", cost: lost ?? null }, atMs), {
            opId: `claim.${fence}`,
            to: "planned",
            fence,
            atMs,
            note: "interrupted",
          })
        : claimed;
    save(rows);
    const { attempt, grading, state } = rows.run;
    return { run: id, fence, attempt, grading, state };
  }

  function transition(step: Transition): "applied" | "replayed" {
    const before = rowsOf(step.run);
    const { run } = before;
    if (before.transitions.some((one) => one.opId === step.opId)) return "replayed";
    if (run.fence !== step.fence || run.state !== step.from) throw fenced(step, run);
    const problem = transitionProblem(step);
    if (problem) throw refused(run, problem);
    const context = { atMs: step.atMs, position: data.attemptsStarted + 1 };
    const after = step.facts.reduce((rows, fact) => withFact(rows, fact, context), before);
    save(logged(after, { ...step, note: transitionNote(step.facts) }));
    data.attemptsStarted += after.attempts.length - before.attempts.length;
    return "applied";
  }

  function reopen({ runs, ...how }: Parameters<RunStore["reopen"]>[0]): void {
    for (const rows of [...new Set(runs)].map((run) => reopened(rowsOf(run), how))) save(rows);
  }

  function reopened(found: RunRows, { to, reason, atMs }: Omit<Parameters<RunStore["reopen"]>[0], "runs">): RunRows {
    const attempt = currentAttempt(found);
    if (to === "captured" && !attempt?.capture) throw refused(found.run, "it has no captured attempt to grade again");
    const fence = found.run.fence + 1;
    const freed: RunRows = { ...found, run: { ...found.run, hold: null } };
    const restarted = to === "captured" ? withFact(freed, { kind: "regrade", reason }, { atMs, position: 0 }) : freed;
    const left =
      to === "planned" && attempt ? abandoned(restarted, { reason, cost: attempt.end?.cost ?? null }, atMs) : restarted;
    return logged(left, { opId: `reopen.${fence}`, to, fence, atMs, note: reason });
  }

  function recordSelection(selection: Selection): "applied" | "replayed" {
    const recorded = data.selections.get(selectionKey(selection));
    if (!recorded) {
      data.selections.set(selectionKey(selection), storedCopy(selection));
      return "applied";
    }
    if (isDeepStrictEqual(recorded, selection)) return "replayed";
    const { tier, agent } = selection;
    throw new ScyllaError("STORE_FENCED", `the winner of ${tier} for ${agent} is recorded already, and is another`);
  }

  function finalize(revision: number): void {
    const known = data.plans.some((plan) => plan.revision === revision);
    if (!data.experiment || !known) throw new ScyllaError("INTERNAL", `there is no plan revision ${revision}`);
    data.experiment = { ...data.experiment, finalizedRevision: revision };
  }

  const allRows = (): RunRows[] => [...data.runs.values()];

  return {
    port: PORTS.runStore,
    acceptPlan: (params) => whole(() => acceptPlan(params)),
    claim: (params) => whole(() => claim(params)),
    transition: (step) => whole(() => transition(step)),
    reopen: (params) => whole(() => reopen(params)),
    recordSelection: ({ selection }) => whole(() => recordSelection(selection)),
    park: ({ key, untilMs }) =>
      whole(() => {
        data.parks.set(key, { key, untilMs: Math.max(untilMs, data.parks.get(key)?.untilMs ?? 0) });
      }),
    finalize: ({ revision }) => whole(() => finalize(revision)),
    experiment: () => whole(() => data.experiment),
    plans: () => whole(() => [...data.plans]),
    runs: () => whole(() => allRows().map(({ run }) => run)),
    selections: () => whole(() => byKey([...data.selections.values()], selectionKey)),
    parks: () => whole(() => byKey([...data.parks.values()], (park) => park.key)),
    results: () => whole(() => allRows().flatMap(resultRow)),
    spend: () => whole(() => allRows().flatMap((rows) => rows.spend)),
    history: (run) =>
      whole(() => {
        const rows = data.runs.get(run);
        if (!rows) return null;
        const { spend: _ledger, ...history } = rows;
        return { ...history, artifacts: byKey(history.artifacts, artifactKey) };
      }),
    close: async () => {
      closed = true;
    },
  };
}

function resultRow(rows: RunRows): readonly RunResultRow[] {
  const current = currentAttempt(rows);
  if (!current) return [];
  const { abandoned: _abandoned, ...attempt } = current;
  const grading = currentGrading(rows);
  return [{ ...attempt, verdict: grading?.verdict ?? null, gradingSpec: grading?.spec ?? null }];
}

function fenced(step: Transition, run: RunRows["run"]): ScyllaError {
  return new ScyllaError(
    "STORE_FENCED",
    `run ${run.id} is ${run.state} under claim ${run.fence}; a step from ${step.from} under claim ${step.fence} comes too late`,
  );
}

function byKey<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return items.toSorted((a, b) => compareKeys(key(a), key(b)));
}

function artifactKey({ attempt, grading, name }: { attempt: number; grading: number; name: string }): string {
  return `${String(attempt).padStart(9, "0")}/${String(grading).padStart(9, "0")}/${name}`;
}
