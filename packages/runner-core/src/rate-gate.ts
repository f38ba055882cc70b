/** Which keys wait for a deadline. Deadlines are also in the store: this is the drive's view of them. */
export interface RateGate {
  /** The moment until which the key must not be used, or null. */
  closedUntil(key: string): number | null;
  /** Keeps the later deadline. */
  close(key: string, untilMs: number): void;
}

export function rateGate(
  now: () => number,
  parks: readonly { readonly key: string; readonly untilMs: number }[],
): RateGate {
  const deadlines = new Map<string, number>();
  const close = (key: string, untilMs: number): void => {
    deadlines.set(key, Math.max(untilMs, deadlines.get(key) ?? 0));
  };
  for (const { key, untilMs } of parks) close(key, untilMs);
  return {
    close,
    closedUntil: (key) => {
      const until = deadlines.get(key) ?? 0;
      return until > now() ? until : null;
    },
  };
}
