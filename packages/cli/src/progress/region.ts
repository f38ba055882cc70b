import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { wrappedRows } from "@scylla/report";

/** Lines at the end of a terminal that are drawn over themselves. What is printed meanwhile goes above them. */
export interface Region {
  draw(lines: readonly string[]): void;
  print(text: string): void;
  clear(): void;
  /** Something else wrote to the terminal: what was drawn stays where it is, and the next drawing begins below. */
  leave(): void;
}

const UP = (rows: number): string => (rows > 0 ? `\u001b[${rows}A` : "");
const ERASE_RIGHT = "\u001b[K";
const ERASE_BELOW = "\u001b[J";

/** What stands between them is shown at once by terminals that know it, and ignored by the others. */
const BEGIN = "\u001b[?2026h";
const END = "\u001b[?2026l";

/**
 * Below the region the cursor waits on a line of its own, visible, so that a process that is killed leaves a clean terminal.
 * @param reflows the terminal wraps what was drawn when it becomes narrower.
 */
export function region(
  stream: Pick<WriteStream, "write" | "columns">,
  { reflows }: { readonly reflows: boolean } = { reflows: true },
): Region {
  let drawn: readonly string[] = [];
  let columns = 0;

  const width = (): number => Math.max(1, stream.columns || 80);
  const rows = (): number => {
    const plain = drawn.map((line) => stripVTControlCharacters(line));
    return reflows ? plain.reduce((sum, line) => sum + wrappedRows(line, width()), 0) : drawn.length;
  };
  /** Each line replaces what stood there, so that nothing is empty in between, unless lines have moved. */
  const frame = (above: string, lines: readonly string[]): void => {
    const moved = above !== "" || rows() !== drawn.length ? ERASE_BELOW : "";
    const text = lines.map((line) => `${line}${ERASE_RIGHT}\n`).join("");
    stream.write(`${BEGIN}\r${UP(rows())}${moved}${above}${text}${ERASE_BELOW}${END}`);
    drawn = lines;
    columns = width();
  };
  return {
    draw: (lines) => {
      const same = columns === width() && lines.length === drawn.length && lines.every((line, i) => line === drawn[i]);
      if (!same) frame("", lines);
    },
    print: (text) => frame(`${text}\n`, drawn),
    clear: () => {
      if (drawn.length > 0) frame("", []);
    },
    leave: () => {
      drawn = [];
    },
  };
}
