import type { UpstreamJudge, UpstreamRubric } from "../model.ts";

/**
 * The sum of a judge's own categories, each achieved / max within 0 and 1, by the rubric's weights. Categories without points are not
 * applicable: the others' weights make up the whole.
 * @returns null for a judge that is not valid, and where a category has no weight: judges invent some.
 */
export function weightedScore({ valid, criteria }: UpstreamJudge, rubric: UpstreamRubric | null): number | null {
  if (!valid || rubric === null) return null;
  let [sum, whole] = [0, 0];
  for (const { name, achieved, max } of criteria) {
    const weight = Object.hasOwn(rubric.weights, name) ? rubric.weights[name] : undefined;
    if (weight === undefined) return null;
    if (achieved === null || max === null || max <= 0) continue;
    sum += weight * Math.min(1, Math.max(0, achieved / max));
    whole += weight;
  }
  return whole > 0 ? sum / whole : null;
}
