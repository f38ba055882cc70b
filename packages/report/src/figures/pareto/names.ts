import type { Layer } from "../figure.ts";
import { pixelsOf } from "../layout/axis.ts";
import { lines, type Placed, SIZE, textsOver } from "../layout/marks.ts";
import { INK } from "../layout/palette.ts";
import { fit, measure } from "../layout/text-metrics.ts";
import type { ParetoDrawing } from "./drawing.ts";
import { type Box, placeLabels } from "./place-labels.ts";
import type { ParetoPoint } from "./points.ts";
import { QUALITY } from "./scales.ts";

/** Titles are tried where there are few. */
const FEW = 12;
const LONGEST = 120;

/** A number beside each point, with its title where there is room. */
export function pointNames({ points, scale, width, height, labels }: ParetoDrawing): readonly Layer[] {
  const [across, up] = [pixelsOf(scale, width), pixelsOf(QUALITY, height)];
  const at = points.map(({ costUsd, passRate }) => ({ x: across(costUsd), y: height - up(passRate * 100) }));
  const taken: Box[] = at.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
  const avoided = [
    ...points.flatMap((point, i) => (at[i] ? [uprightBar(point, at[i], height)] : [])),
    ...steps(points, at),
  ];
  const order = points
    .map((_, i) => i)
    .toSorted((a, b) => Number(points[b]?.isEfficient) - Number(points[a]?.isEfficient) || a - b);
  const anchors = order.flatMap((i) => {
    const [point, place] = [points[i], at[i]];
    if (!point || !place) return [];
    const number = String(point.number);
    const title = `${number} ${fit(labels.setUp(point.setUp).title, LONGEST, SIZE.small)}`;
    const tried = points.length <= FEW ? [title, number] : [number];
    return [{ ...place, texts: tried.map((text) => ({ text, width: measure(text, SIZE.small) + 3 })) }];
  });
  const placed = placeLabels(anchors, { area: { x: 1, y: -8, width: width - 2, height: height + 6 }, taken, avoided });
  const leads = placed.flatMap((label, i) => {
    const from = anchors[i];
    if (!label?.isFar || !from) return [];
    const right = label.x + measure(label.text, SIZE.small);
    return [{ x: from.x, y: from.y, x2: from.x < label.x ? label.x - 1 : Math.min(from.x, right + 1), y2: label.y }];
  });
  return [
    ...(leads.length > 0 ? [lines(leads, { color: INK.line, strokeWidth: 0.6 })] : []),
    ...textsOver(
      placed.flatMap((label) => (label ? [{ x: label.x, y: label.y, text: label.text }] : [])),
      {
        size: SIZE.small,
        baseline: "middle",
      },
    ),
  ];
}

/** What an interval of a pass rate covers. */
function uprightBar({ passInterval, passRate }: ParetoPoint, { x }: Placed, height: number): Box {
  const { low, high } = passInterval ?? { low: passRate, high: passRate };
  return { x: x - 1, y: height * (1 - high), width: 2, height: height * (high - low) };
}

/** What the line of the best covers: right from each point, then up to the next. */
function steps(points: readonly ParetoPoint[], at: readonly Placed[]): readonly Box[] {
  const efficient = at.filter((_, i) => points[i]?.isEfficient).toSorted((a, b) => a.x - b.x);
  return efficient.flatMap(({ x, y }, i) => {
    const next = efficient[i + 1];
    if (!next) return [];
    return [
      { x, y: y - 1, width: next.x - x, height: 2 },
      { x: next.x - 1, y: next.y, width: 2, height: y - next.y },
    ];
  });
}
