import type { Stage } from "./stage.ts";

/**
 * How far a run has durably come.
 * `buying` is written before the agent is started: a run found in it was interrupted in mid-purchase.
 * `graded` and `missing` are final; every other state can be carried on by a new claim.
 */
export const RUN_STATES = [
  "planned",
  "workspace",
  "buying",
  "agent",
  "captured",
  "checked",
  "judged",
  "graded",
  "missing",
] as const;

export type RunState = (typeof RUN_STATES)[number];

const NEXT: Readonly<Record<RunState, readonly RunState[]>> = {
  // A run whose inheritance failed becomes missing without being tried.
  planned: ["workspace", "missing"],
  workspace: ["buying", "planned"],
  // Back to planned: not scored, the next purchase is a further attempt.
  buying: ["agent", "planned", "missing"],
  agent: ["captured", "planned"],
  captured: ["checked", "judged", "graded", "planned"],
  checked: ["judged", "graded", "captured"],
  judged: ["graded", "captured"],
  // Re-grading starts from the captured attempt; only an invalidation goes back further.
  graded: ["captured", "planned"],
  missing: ["planned"],
};

/** True when the step is one that the design knows. Staying in place is legal: it records a hold. */
export function canStep(from: RunState, to: RunState): boolean {
  return from === to || NEXT[from].includes(to);
}

export function isFinal(state: RunState): boolean {
  return state === "graded" || state === "missing";
}

/** What a run's grading consists of; decides which of the grading stages it passes through. */
export interface GradingShape {
  readonly checks: boolean;
  readonly rubric: boolean;
}

/** The stage that carries a run on from its state; null when it is final. */
export function nextStage(state: RunState, shape: GradingShape): Stage | null {
  switch (state) {
    case "planned":
      return "workspace";
    case "workspace":
    case "buying":
      return "agent";
    case "agent":
      return "capture";
    case "captured":
      return shape.checks ? "check" : shape.rubric ? "judge" : "verdict";
    case "checked":
      return shape.rubric ? "judge" : "verdict";
    case "judged":
      return "verdict";
    case "graded":
    case "missing":
      return null;
  }
}

/** Why a run waits although it is not final. Cleared by the next claim. */
export type Hold =
  | { readonly kind: "failed"; readonly stage: Stage; readonly code: string; readonly message: string }
  | { readonly kind: "parked"; readonly key: string; readonly untilMs: number };
