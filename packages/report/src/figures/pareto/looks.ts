import type { Look } from "../layout/marks.ts";
import { OKABE_ITO, WHITE } from "../layout/palette.ts";

const { blue, vermillion, green, purple, orange, sky } = OKABE_ITO;
const COLORS = [blue, vermillion, green, purple, orange, sky];
const SHAPES = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross"];

/** Agents differ by shape and colour; filled is what no other set-up beats. */
export function agentLook(index: number, isFilled: boolean): Look {
  const color = COLORS[index % COLORS.length] ?? blue;
  return { shape: SHAPES[index % SHAPES.length] ?? "circle", fill: isFilled ? color : WHITE, stroke: color };
}
