import type { NanoUsd } from "@scylla/contracts";
import type { CallUsage } from "./usage.ts";

export interface PricedCall {
  readonly provider: string;
  /** As the provider names it; as the agent asked for it where the provider did not say. */
  readonly model: string | null;
  readonly usage: CallUsage;
}

/** What a call costs; null when no price is known, which is not 0. */
export type Price = (call: PricedCall) => NanoUsd | null;
