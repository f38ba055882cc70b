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
  readonly then: "grade" | "park" | "retry" | "missing" | "redo-on-resume";
}

/** What each outcome means for the run: the table of the design, as data. */
export const OUTCOME_POLICY: Readonly<Record<Outcome, OutcomePolicy>> = {
  ok: { scored: true, then: "grade" },
  agent_error: { scored: true, then: "grade" },
  timeout: { scored: true, then: "grade" },
  limit: { scored: true, then: "grade" },
  rate_limited: { scored: false, then: "park" },
  infra_error: { scored: false, then: "retry" },
  invalid: { scored: false, then: "missing" },
  aborted: { scored: false, then: "redo-on-resume" },
};
