import type { ComparisonResult } from "@scylla/contracts";
import type { Look } from "../layout/marks.ts";
import { INK, OKABE_ITO, WHITE } from "../layout/palette.ts";

/** What a comparison says, as the figure tells it. `here`: of these very tasks, which are too few to speak of others. */
export type Saying = "better" | "worse" | "equivalent" | "undecided" | "better-here" | "worse-here";

export function sayingOf({ answer, onTheseTasks }: ComparisonResult): Saying {
  if (onTheseTasks?.answer === "better") return "better-here";
  if (onTheseTasks?.answer === "worse") return "worse-here";
  return answer;
}

function look(shape: string, color: string, isFilled: boolean): Look {
  return { shape, fill: isFilled ? color : WHITE, stroke: color };
}

const { green, vermillion, blue } = OKABE_ITO;

/** In the order of the legend. */
export const SAYINGS: Readonly<Record<Saying, { readonly look: Look; readonly words: string }>> = {
  better: { look: look("triangle-up", green, true), words: "better" },
  worse: { look: look("triangle-down", vermillion, true), words: "worse" },
  equivalent: { look: look("square", blue, true), words: "equivalent" },
  "better-here": { look: look("triangle-up", green, false), words: "better on these tasks only" },
  "worse-here": { look: look("triangle-down", vermillion, false), words: "worse on these tasks only" },
  undecided: { look: look("circle", INK.soft, false), words: "undecided" },
};
