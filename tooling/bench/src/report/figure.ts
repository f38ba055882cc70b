/** One measured figure beside its target. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly measured: number;
  /** At most this; null for a figure that is only shown. */
  readonly target: number | null;
}

export function isMet({ measured, target }: Figure): boolean | null {
  return target === null ? null : measured <= target;
}

/** `1.23`, `12.3`, `123`: three digits, whole numbers above. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
