import type { ProcessEnd } from "../run-process.ts";

/** What is wrong with how a command ended, in words; empty when it ended with the expected code. */
export function endProblems(what: string, end: ProcessEnd, codes: readonly number[]): string[] {
  if (end.overdue) return [`${what} hung`];
  const told = `${end.stdout}\n${end.stderr}`.trim();
  const problems: string[] = [];
  if (end.code === null || !codes.includes(end.code))
    problems.push(`${what} ended with ${end.code ?? end.signal} instead of ${codes.join(" or ")}: ${told}`);
  if (/^\s+at .+:\d+:\d+\)?$/m.test(told)) problems.push(`${what} printed a stack trace: ${told}`);
  return problems;
}
