/** How an attempt ended. Failure is data: only some outcomes are missing values, and only some are tried again. */
export const OUTCOMES = [
  "ok",
  "agent_error",
  "timeout",
  "limit",
  "rate_limited",
  "infra_error",
  "invalid",
  "aborted",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

export interface OutcomePolicy {
  /** The attempt counts: what it left behind is captured and graded. */
  readonly scored: boolean;
  /** What happens next to a run whose attempt ended so. */
  readonly next: "grade" | "park" | "retry" | "missing" | "redo-on-resume";
}

/** What each outcome means for the run: the table of the design, as data. */
export const OUTCOME_POLICY: Readonly<Record<Outcome, OutcomePolicy>> = {
  ok: { scored: true, next: "grade" },
  agent_error: { scored: true, next: "grade" },
  timeout: { scored: true, next: "grade" },
  limit: { scored: true, next: "grade" },
  rate_limited: { scored: false, next: "park" },
  infra_error: { scored: false, next: "retry" },
  invalid: { scored: false, next: "missing" },
  aborted: { scored: false, next: "redo-on-resume" },
};
