/** The predictable part of a bet: from the observations so far, how much to stake on the next. */
export interface PlugInBet {
  /** The stake for the next observation; depends on those before it only. */
  stake(): number;
  /** Takes in an observation in [0, 1]. */
  learn(x: number): void;
}

/**
 * Stakes sqrt(2 ln(2 / alpha) / (v t ln(t + 1))) for the t-th observation, v the mean square about the running mean, begun with ¼ and ½.
 * Source: I. Waudby-Smith and A. Ramdas, J. R. Statist. Soc. B 86 (2024) 1-27, section 4.3 (predictable plug-in).
 */
export function plugInBet(alpha: number): PlugInBet {
  const factor = 2 * Math.log(2 / alpha);
  let t = 1;
  let total = 0.5;
  let squares = 0.25;
  return {
    // v is `squares` / t.
    stake: () => Math.sqrt(factor / (squares * Math.log(t + 1))),
    learn(x) {
      total += x;
      t++;
      squares += (x - total / t) ** 2;
    },
  };
}
