import type { Layer } from "../figure.ts";
import { measured, pixelsOf } from "../layout/axis.ts";
import { inPixels, lines, SIZE, texts } from "../layout/marks.ts";
import { INK } from "../layout/palette.ts";
import type { ParetoDrawing } from "./drawing.ts";
import { agentLook } from "./looks.ts";
import { pointNames } from "./names.ts";
import type { ParetoPoint } from "./points.ts";
import { costAxis, QUALITY, QUALITY_AXIS } from "./scales.ts";

export function paretoMarks(drawing: ParetoDrawing): readonly Layer[] {
  return [...grid(drawing), frontier(drawing), ...bars(drawing), dots(drawing), ...pointNames(drawing)];
}

function grid({ width, height }: ParetoDrawing): readonly Layer[] {
  const at = pixelsOf(QUALITY, height);
  // The lowest is the axis itself.
  const values = QUALITY_AXIS.ticks
    .slice(1)
    .map((tick) => ({ x: 0, x2: width, y: height - at(tick), y2: height - at(tick) }));
  return [
    lines(values, { color: INK.grid }),
    texts([{ x: -PARETO_LEFT, y: -14, text: "pass rate" }], { size: SIZE.small, baseline: "middle" }),
  ];
}

/** What can be had: for each cost the best that costs no more. */
function frontier({ points, scale, width }: ParetoDrawing): Layer {
  const efficient = points
    .filter(({ isEfficient }) => isEfficient)
    .toSorted((a, b) => a.costUsd - b.costUsd || a.number - b.number);
  return {
    data: { values: efficient.map(({ costUsd, passRate }) => ({ costUsd, passRate: percent(passRate) })) },
    mark: { type: "line", interpolate: "step-after", color: INK.line, strokeWidth: 1.2, strokeDash: [4, 3] },
    encoding: {
      x: measured("costUsd", scale, costAxis(scale, width)),
      y: measured("passRate", QUALITY, QUALITY_AXIS),
      order: { field: "costUsd", type: "quantitative" },
    },
  };
}

function bars({ points, scale, agents }: ParetoDrawing): readonly Layer[] {
  const look = { type: "rule", strokeWidth: 1, opacity: points.length > 20 ? 0.35 : 0.6 };
  const color = ({ setUp }: ParetoPoint): string => agentLook(agents.indexOf(setUp.agent), true).stroke;
  const [least] = scale.domain;
  const across = points.flatMap((point) =>
    point.costInterval
      ? [
          {
            passRate: percent(point.passRate),
            low: digits(Math.max(point.costInterval.low, least)),
            high: digits(point.costInterval.high),
            color: color(point),
          },
        ]
      : [],
  );
  const upright = points.flatMap((point) =>
    point.passInterval
      ? [
          {
            costUsd: point.costUsd,
            low: percent(point.passInterval.low),
            high: percent(point.passInterval.high),
            color: color(point),
          },
        ]
      : [],
  );
  return [
    {
      data: { values: across },
      mark: look,
      encoding: {
        y: measured("passRate", QUALITY),
        x: measured("low", scale),
        x2: { field: "high" },
        ...inPixels("color"),
      },
    },
    {
      data: { values: upright },
      mark: look,
      encoding: {
        x: measured("costUsd", scale),
        y: measured("low", QUALITY),
        y2: { field: "high" },
        ...inPixels("color"),
      },
    },
  ];
}

function dots({ points, scale, agents }: ParetoDrawing): Layer {
  const values = points
    .toSorted((a, b) => Number(a.isEfficient) - Number(b.isEfficient) || a.number - b.number)
    .map(({ setUp: { tier, subtest, agent }, costUsd, passRate, isEfficient }) => ({
      ...{ tier, subtest, agent, costUsd },
      passRate: percent(passRate),
      isEfficient,
      ...agentLook(agents.indexOf(agent), isEfficient),
    }));
  return {
    data: { values },
    mark: { type: "point", size: 60, strokeWidth: 1.5, opacity: 1 },
    encoding: {
      x: measured("costUsd", scale),
      y: measured("passRate", QUALITY),
      ...inPixels("shape", "fill", "stroke"),
    },
  };
}

/** Pixels for the figures of the upright axis. */
export const PARETO_LEFT = 40;

function percent(share: number): number {
  return digits(share * 100);
}

function digits(value: number): number {
  return Number(value.toPrecision(8));
}
