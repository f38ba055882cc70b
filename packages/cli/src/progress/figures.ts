import { usdFromNano } from "@scylla/contracts";
import { usd } from "@scylla/report";
import type { GroupProgress } from "./group-tally.ts";
import type { Snapshot } from "./progress-state.ts";

/** `0:07`, `12:30`, `3:05:00` */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Runs in this drive before a remaining time is guessed from them. */
const ENOUGH = 5;

/** The time that is left if what remains takes as long as what was done; null where that is not known yet. */
export function remainingMs({ total, kept, done, failed, elapsedMs, draining }: Snapshot): number | null {
  const left = total - kept - done - failed;
  return done < ENOUGH || left <= 0 || draining ? null : (elapsedMs / done) * left;
}

/** What agents reported in this drive; null where none has reported anything. */
export function spent({ cost, unknownCosts }: Snapshot): string | null {
  if (cost === 0 && unknownCosts > 0) return "cost not reported";
  if (cost === 0) return null;
  return `${usd(usdFromNano(cost))}${unknownCosts > 0 ? " and more" : ""} reported`;
}

/** `24 of 40 runs`, and what went wrong. */
export function counted({ total, kept, done, ...wrong }: Snapshot): readonly string[] {
  return [`${kept + done} of ${total} runs`, ...wentWrong(wrong)];
}

/** `4 of 8`, and what went wrong. */
export function groupCounts({ planned, kept, done, ...wrong }: GroupProgress): readonly string[] {
  return [`${kept + done} of ${planned}`, ...wentWrong(wrong)];
}

function wentWrong({ missing, failed }: Pick<GroupProgress, "missing" | "failed">): readonly string[] {
  return [...(failed > 0 ? [`${failed} failed`] : []), ...(missing > 0 ? [`${missing} finally missing`] : [])];
}
