const RERUN = "rerun";

/**
 * What is recorded of a rerun, in one line: `rerun of --tier T0: flaky network`.
 * @param selected which runs were asked for, in the words of whoever asked; null where that is not known.
 */
export function rerunReason(text: string | null, selected: string | null = null): string {
  const what = selected === null ? RERUN : `${RERUN} of ${selected}`;
  return text === null ? what : `${what}: ${text}`;
}

/** Whether a reason is that of a rerun. */
export function isRerunReason(reason: string): boolean {
  return reason === RERUN || reason.startsWith(`${RERUN}: `) || reason.startsWith(`${RERUN} of `);
}
