import { styleText } from "node:util";
import { fitText, textWidth } from "@scylla/report";
import { counted, duration, remainingMs, spent } from "./figures.ts";
import { progressBar } from "./progress-bar.ts";
import type { Snapshot } from "./progress-state.ts";

/** Columns of the bar; below the least there is none. */
const BAR = { least: 8, most: 30 };

/** The whole drive in one line: as much of it as fits, what matters most for longest. */
export function headline(
  snapshot: Snapshot,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  const words = variants(snapshot).find((line) => textWidth(line) <= width) ?? fitText(shortest(snapshot), width);
  const room = Math.min(BAR.most, Math.max(BAR.least, Math.floor(width / 4)), width - textWidth(words) - 1);
  if (room < BAR.least) return words;
  const bar = progressBar(snapshot.total, snapshot.kept + snapshot.done, room);
  return `${color ? styleText("green", bar, { validateStream: false }) : bar} ${words}`;
}

function variants(snapshot: Snapshot): readonly string[] {
  const remaining = remainingMs(snapshot);
  const left = remaining === null ? null : `about ${duration(remaining)} left`;
  const stopping = snapshot.draining ? "stopping" : null;
  const counts = counted(snapshot);
  const elapsed = duration(snapshot.elapsedMs);
  return [
    [...counts, elapsed, left, spent(snapshot), stopping],
    [...counts, left ?? elapsed, spent(snapshot), stopping],
    [...counts, left ?? elapsed, stopping],
    [...counts, stopping],
    [shortest(snapshot), elapsed],
  ].map((parts) => parts.filter((part) => part !== null).join(" · "));
}

function shortest({ total, kept, done, failed }: Snapshot): string {
  return `${kept + done}/${total}${failed > 0 ? `, ${failed} failed` : ""}`;
}
