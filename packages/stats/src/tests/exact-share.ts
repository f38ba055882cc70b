/** numerator / denominator of big integers, rounded once. */
export function exactShare(numerator: bigint, denominator: bigint): number {
  const shift = Math.max(0, denominator.toString(2).length - 1000);
  return Number(numerator >> BigInt(shift)) / Number(denominator >> BigInt(shift));
}
