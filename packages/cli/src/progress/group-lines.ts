import { fitText, padEnd, textWidth } from "@scylla/report";
import { groupCounts } from "./figures.ts";
import type { GroupProgress } from "./group-tally.ts";
import { progressBar } from "./progress-bar.ts";
import type { Titles } from "./titles.ts";

/** Columns of a group's bar, and the least width of a terminal that has room for it. */
const BAR = { columns: 10, from: 50 };

/** One line a group, where there are several: those that are unfinished before those that are done, if not all fit. */
export function groupLines(
  groups: readonly GroupProgress[],
  { width, rows, titles }: { readonly width: number; readonly rows: number; readonly titles: Titles },
): readonly string[] {
  if (groups.length < 2 || rows < 1) return [];
  const shown = fitting(groups, rows);
  const more = groups.length - shown.length;
  const names = shown.map(({ tier }) => titles.group(tier));
  const column = Math.min(Math.max(...names.map(textWidth)), Math.max(8, Math.floor(width / 2)));
  return [
    ...shown.map((group, i) => groupLine(group, { name: names[i] ?? "", column, width })),
    ...(more > 0 ? [fitText(`  and ${more} more groups`, width)] : []),
  ];
}

function fitting(groups: readonly GroupProgress[], rows: number): readonly GroupProgress[] {
  if (groups.length <= rows) return groups;
  const open = groups.filter(({ planned, kept, done }) => kept + done < planned);
  const chosen = new Set([...open, ...groups].slice(0, rows - 1));
  return groups.filter((group) => chosen.has(group));
}

function groupLine(
  group: GroupProgress,
  { name, column, width }: { readonly name: string; readonly column: number; readonly width: number },
): string {
  const { planned, kept, done } = group;
  const bar = width >= BAR.from ? `${progressBar(planned, kept + done, BAR.columns)} ` : "";
  return fitText(`  ${padEnd(fitText(name, column), column)} ${bar}${groupCounts(group).join(" · ")}`, width);
}
