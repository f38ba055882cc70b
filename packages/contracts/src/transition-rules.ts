import type { Fact, Transition } from "./ports/run-store.ts";
import { canStep, type RunState } from "./run-state.ts";

/** The reason that a transition's facts give for it; null for an ordinary one. What a store keeps as the step's note. */
export function transitionNote(facts: Transition["facts"]): string | null {
  return facts.find((fact) => fact.kind === "regrade" || fact.kind === "attempt-abandoned")?.reason ?? null;
}

/** What must be recorded together with the step into a state. */
const FACT_OF_STEP: Readonly<Partial<Record<RunState, Fact["kind"]>>> = {
  buying: "attempt-started",
  agent: "attempt-ended",
  checked: "checked",
  graded: "verdict",
  missing: "missing",
};

/**
 * Why a transition can't be one, whatever the store holds; null when it can.
 * Stores ask this before they write: a state without the fact that it stands for would be believed by everything that reads it.
 */
export function transitionProblem({ from, to, facts }: Pick<Transition, "from" | "to" | "facts">): string | null {
  if (!canStep(from, to)) return `there is no step from ${from} to ${to}`;
  const kinds = new Set(facts.map((fact) => fact.kind));
  const needed = from === "agent" && to === "captured" ? "captured" : FACT_OF_STEP[to];
  if (from !== to && needed && !kinds.has(needed)) return `the step from ${from} to ${to} lacks its fact "${needed}"`;
  if (kinds.has("attempt-started") && to !== "buying") return `an attempt can't start with a step to ${to}`;
  if (kinds.has("missing") && to !== "missing") return `a run in ${to} is not finally missing`;
  if (kinds.has("attempt-abandoned") && to !== "planned") return `a run in ${to} keeps its attempt`;
  if (kinds.has("regrade") && to !== "captured") return `a further grading begins in captured, not in ${to}`;
  return null;
}
