import { fitText, plainText } from "@scylla/report";

/** Lines of a log that are shown of its head and of its tail. */
const HEAD = 5;
const TAIL = 10;

/** The head and the tail of a log, safe for a terminal. @param log absent where there is none, null where it can't be read. */
export function logLines(log: string | null | undefined, width: number): readonly string[] {
  if (log === undefined) return [];
  if (log === null) return ["(its log can't be read)"];
  const lines = log.trimEnd().split("\n");
  const shown = (some: readonly string[]): readonly string[] =>
    some.map((line) => `| ${fitText(plainText(line), width - 2)}`);
  const hidden = lines.length - HEAD - TAIL;
  if (hidden <= 1) return shown(lines);
  return [...shown(lines.slice(0, HEAD)), `  ... ${hidden} lines ...`, ...shown(lines.slice(-TAIL))];
}
