/** Money is an integer count of nano-USD (1e-9 USD): sums are exact and do not depend on order. */
export type NanoUsd = number;

/** @throws {RangeError} when the amount is negative, not finite, or above 9 million USD. */
export function nanoFromUsd(usd: number): NanoUsd {
  const nano = Math.round(usd * 1e9);
  if (!Number.isSafeInteger(nano) || nano < 0) throw new RangeError(`not an amount of USD: ${usd}`);
  return nano;
}

export function usdFromNano(nano: NanoUsd): number {
  return nano / 1e9;
}
