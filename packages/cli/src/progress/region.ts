import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { textWidth } from "@scylla/report";

/** Lines at the end of a terminal that are drawn over themselves. What is printed meanwhile goes above them. */
export interface Region {
  draw(lines: readonly string[]): void;
  print(text: string): void;
  clear(): void;
}

const UP = (rows: number): string => (rows > 0 ? `\u001b[${rows}A` : "");
const ERASE_BELOW = "\r\u001b[0J";

/** Below the region the cursor waits on a line of its own, so that a process that is killed leaves a clean terminal. */
export function region(stream: Pick<WriteStream, "write" | "columns">): Region {
  let drawn: readonly string[] = [];
  /** A terminal that became narrower has wrapped what was drawn. */
  const rows = (): number =>
    drawn.reduce((sum, line) => {
      const width = textWidth(stripVTControlCharacters(line));
      return sum + Math.max(1, Math.ceil(width / Math.max(1, stream.columns || 80)));
    }, 0);
  const rewind = (): string => (drawn.length === 0 ? "" : UP(rows()) + ERASE_BELOW);
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
  return {
    draw: (lines) => {
      // One write, so that nothing flickers.
      stream.write(rewind() + text(lines));
      drawn = lines;
    },
    print: (words) => {
      stream.write(`${rewind()}${words}\n${text(drawn)}`);
    },
    clear: () => {
      stream.write(rewind());
      drawn = [];
    },
  };
}
