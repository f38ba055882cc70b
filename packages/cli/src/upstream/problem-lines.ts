import { counted, plainText } from "@scylla/report";
import type { UpstreamProblem } from "@scylla/upstream";

/** As many are told one by one. */
const SHOWN = 20;

/** What could not be read or was left out, each with its path. */
export function problemLines(problems: readonly UpstreamProblem[]): readonly string[] {
  if (problems.length === 0) return [];
  const more = problems.length - SHOWN;
  return [
    `${counted(problems.length, "problem")} while reading; what they are about is missing:`,
    ...problems.slice(0, SHOWN).map(({ path, reason }) => `  ${plainText(path)}: ${plainText(reason)}`),
    ...(more > 0 ? [`  and ${more} more, all in --json`] : []),
  ];
}
