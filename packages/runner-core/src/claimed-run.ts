import type {
  AgentAdapter,
  Claim,
  Clock,
  Fact,
  PlannedAgent,
  PlannedCell,
  PlannedTask,
  RunEvent,
  RunState,
  RunStore,
} from "@scylla/contracts";

/** What a run is about: looked up once in the plan. */
export interface RunSubject {
  readonly cell: PlannedCell;
  readonly task: PlannedTask;
  readonly agent: PlannedAgent;
  readonly adapter: AgentAdapter;
  readonly n: number;
}

/** A run that this drive has the right to work on. Its position moves only with what the store has accepted. */
export interface ClaimedRun {
  readonly subject: RunSubject;
  readonly state: RunState;
  readonly attempt: number;
  readonly grading: number;
  /** The run as observers name it. */
  readonly event: RunEvent;
  /** What its workspace is called. */
  readonly workspaceId: string;
  /** Records a step with its facts; afterwards the position is the new one. */
  step(to: RunState, facts: readonly Fact[]): Promise<void>;
}

export function claimedRun(
  store: Pick<RunStore, "transition">,
  clock: Pick<Clock, "now">,
  claim: Claim,
  subject: RunSubject,
): ClaimedRun {
  let { state, attempt, grading } = claim;
  let steps = 0;
  return {
    subject,
    get state() {
      return state;
    },
    get attempt() {
      return attempt;
    },
    get grading() {
      return grading;
    },
    get event() {
      return { run: claim.run, key: subject.cell.key, n: subject.n, attempt };
    },
    get workspaceId() {
      return workspaceId(claim.run, attempt);
    },
    step: async (to, facts) => {
      const opId = `${claim.fence}.${++steps}`;
      await store.transition({ run: claim.run, fence: claim.fence, opId, from: state, to, atMs: clock.now(), facts });
      state = to;
      if (facts.some((fact) => fact.kind === "attempt-abandoned")) {
        attempt++;
        grading = 1;
      }
      if (facts.some((fact) => fact.kind === "regrade")) grading++;
    },
  };
}

/** Opaque on purpose: an agent sees its working directory, and must not learn its set-up from it. */
export function workspaceId(run: number, attempt: number): string {
  return `${run}-${attempt}`;
}
