import type { Difference } from "@scylla/compose";
import { fitText, plainText } from "@scylla/report";

/** Columns of a value that is told whole. */
const WHOLE = 60;

/** Differences that are told where there is room for one line. */
const TOLD = 2;

/** `limits.time was 10m and is 5m` */
export function differenceWords({ field, before, after }: Difference): string {
  if (before === null) return `${field} is new: ${shortened(after ?? "")}`;
  if (after === null) return `${field} is gone`;
  if (isShort(before) && isShort(after) && before.trim() !== after.trim())
    return `${field} was ${plainText(before)} and is ${plainText(after)}`;
  const [was, is] = [before.split("\n"), after.split("\n")];
  const line = was.findIndex((text, i) => text !== is[i]);
  const at = line < 0 ? was.length : line;
  return `${field} differs from line ${at + 1} on: it was ${quoted(was[at])} and is ${quoted(is[at])}`;
}

/** A few of them in one line. */
export function differencesLine(all: readonly Difference[]): string {
  const told = all.slice(0, TOLD).map(differenceWords);
  return [...told, ...(all.length > TOLD ? [`and ${all.length - TOLD} more`] : [])].join("; ");
}

function isShort(text: string): boolean {
  return text.length <= WHOLE && !text.trim().includes("\n");
}

function shortened(text: string): string {
  return fitText(plainText(text), WHOLE);
}

function quoted(line: string | undefined): string {
  return line === undefined ? "absent" : JSON.stringify(shortened(line));
}
