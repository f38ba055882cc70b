/** What `reference`, `nothing` and the rest claim of a task; the order is that in which they are told. */
export type ClaimName = "workspace" | "nothing" | "reference" | "steady";

export interface Claim {
  readonly claim: ClaimName;
  /** `open`: there is nothing to prove it with. */
  readonly status: "proved" | "disproved" | "open";
  /** In words: what was seen, or what is missing. */
  readonly detail: string;
}

/** What is known of a task before an agent is bought for it. */
export interface TaskProof {
  readonly task: string;
  readonly title: string;
  readonly claims: readonly Claim[];
  /** What its commit holds that no checkout brings along. */
  readonly notes: readonly string[];
}
