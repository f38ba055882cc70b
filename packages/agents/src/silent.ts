import type { AgentReport } from "@scylla/contracts";

/** Of an output that says nothing. */
export const SILENT: AgentReport = { usage: null, costUsd: null, model: null, rateLimit: null };
