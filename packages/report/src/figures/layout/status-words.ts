import type { Results } from "@scylla/contracts";
import { counted } from "../../text/figures.ts";

/** How much of what was planned is there, in a few words; what is unfinished first. */
export function statusWords({ status, counts, runs }: Results): string {
  const { planned, valid } = counts;
  const tasks = counted(new Set(runs.map(({ task }) => task)).size, "task");
  const how = `${valid} of ${counted(planned, "planned run")} valid`;
  if (status === "partial") return `PARTIAL, can still change: ${how}; ${tasks}`;
  return status === "incomplete" ? `INCOMPLETE: ${how}, the others finally missing; ${tasks}` : `${how}; ${tasks}`;
}
