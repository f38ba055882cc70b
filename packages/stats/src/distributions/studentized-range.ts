import { requireInteger } from "../checks.ts";
import { requireNumber, requirePositive } from "./arguments.ts";
import { chiSquare } from "./chi-square.ts";
import { integral } from "./gauss-legendre.ts";
import { normal } from "./normal.ts";
import { stirlingError } from "./saddle-point.ts";
import type { Distribution } from "./tails.ts";

/** Beyond this a standard normal density is nothing beside 1. */
const FAR = 8.5;

/**
 * The distribution of the range of `groups` standard normals over an independent estimate of their standard deviation with `df` degrees of
 * freedom, as used by Tukey's range test. About 1e-12 absolute. Source: M. D. Copenhaver and B. Holland, J. Statist. Comput. Simul. 30 (1988) 1-15.
 * @throws {RangeError} unless groups >= 2 is an integer and df is at least 1 and finite.
 */
export function studentizedRange(groups: number, df: number): Omit<Distribution, "quantile"> {
  requireInteger(groups, 2, "groups");
  requirePositive(df, "degrees of freedom");
  const cdf = (x: number): number => {
    if (requireNumber(x) <= 0) return 0;
    const ends = [1e-17, 1 - 1e-16].map((p) => Math.sqrt(chiSquare(df).quantile(p) / df));
    const [low = 0, high = 0] = ends;
    return Math.min(
      1,
      integral((s) => scaleDensity(s, df) * rangeBelow(x * s, groups), low, high, 12),
    );
  };
  return { cdf, sf: (x) => 1 - cdf(x) };
}

/** P(range of k standard normals <= w), over the place of the largest. */
function rangeBelow(w: number, k: number): number {
  return k * integral((z) => density(z) * (normal.cdf(z) - normal.cdf(z - w)) ** (k - 1), -FAR, FAR, 6);
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** Density of sqrt(χ² / df), written with the deviance of 1 from s² so that it holds for large df. */
function scaleDensity(s: number, df: number): number {
  const deviance = (df / 2) * (s * s - 1 - 2 * Math.log(s));
  return (Math.sqrt(df / Math.PI) / s) * Math.exp(-stirlingError(df / 2) - deviance);
}
