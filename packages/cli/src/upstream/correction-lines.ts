import { counted, plainText } from "@scylla/report";
import type { UpstreamCorrection } from "@scylla/upstream";

/** What published figures get wrong, by kind: how many, one of them, and why. */
export function correctionLines(corrections: readonly UpstreamCorrection[]): readonly string[] {
  if (corrections.length === 0) return ["None of the published figures is known to be wrong."];
  const kinds = Map.groupBy(corrections, ({ id, why }) => `${id.split("/")[0]}\n${why}`);
  const lines = [...kinds.values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const { id, published, corrected, why } = first;
    const example = `${plainText(id)}: ${shown(published)}, should be ${shown(corrected)}`;
    return [`  ${of.length === 1 ? example : `${of.length} such as ${example}`}`, `    ${why}`];
  });
  return [`${counted(corrections.length, "published figure")} wrong, here right where that can be told:`, ...lines];
}

function shown(value: UpstreamCorrection["published"]): string {
  if (value === null) return "unknown";
  return typeof value === "number" ? String(Number(value.toPrecision(6))) : plainText(String(value));
}
