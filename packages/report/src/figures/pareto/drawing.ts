import type { Labels } from "../../text/labels.ts";
import type { Scale } from "../layout/axis.ts";
import type { ParetoPoint } from "./points.ts";

/** What the plot shows, and how large it is; pixels. */
export interface ParetoDrawing {
  readonly points: readonly ParetoPoint[];
  readonly agents: readonly string[];
  readonly scale: Scale;
  readonly width: number;
  readonly height: number;
  readonly labels: Labels;
}
