import { percent, usd } from "../../text/figures.ts";
import type { Labels } from "../../text/labels.ts";
import type { FigureWidth, Layer } from "../figure.ts";
import { type PlacedText, SIZE, symbols, texts } from "../layout/marks.ts";
import { INK } from "../layout/palette.ts";
import { fitNamed, measure } from "../layout/text-metrics.ts";
import { agentLook } from "./looks.ts";
import type { ParetoPoint } from "./points.ts";

const ROW = 14;
const GAP = 22;

export interface PointList {
  readonly layers: readonly Layer[];
  readonly height: number;
}

/** Every point by its number, with what its place rests on. On a page in two columns. */
export function pointList(
  points: readonly ParetoPoint[],
  at: { readonly width: FigureWidth; readonly inner: number; readonly left: number; readonly top: number },
  { labels, agents }: { readonly labels: Labels; readonly agents: readonly string[] },
): PointList {
  const columns = at.width === "page" && points.length > 4 ? 2 : 1;
  const rows = Math.ceil(points.length / columns);
  const wide = (at.inner - (columns - 1) * GAP) / columns;
  const figures = points.map(({ passRate, costUsd, setUp: { valid, runs } }) => ({
    pass: percent(passRate),
    cost: usd(costUsd),
    runs: `${valid}/${runs}`,
  }));
  const widest = (key: "pass" | "cost" | "runs"): number =>
    Math.max(...figures.map((one) => measure(one[key], SIZE.small)), HEADS[key]);
  const edges = { runs: wide, cost: wide - widest("runs") - 12, pass: wide - widest("runs") - widest("cost") - 24 };
  const room = edges.pass - widest("pass") - 12 - NAME;
  const place = (i: number) => ({
    x: at.left + Math.floor(i / rows) * (wide + GAP),
    y: at.top + 14 + (i % rows) * ROW + ROW / 2,
  });
  const end = (i: number, edge: number, text: string): PlacedText => {
    const { x, y } = place(i);
    return { x: x + edge - measure(text, SIZE.small), y, text };
  };
  const heads = Array.from({ length: columns }, (_, column) => at.left + column * (wide + GAP)).flatMap((x) =>
    (["pass", "cost", "runs"] as const).map((key) => ({
      x: x + edges[key] - HEADS[key],
      y: at.top + 7,
      text: WORDS[key],
    })),
  );
  const layers = [
    symbols(
      points.map(({ setUp, isEfficient }, i) => ({
        x: place(i).x + 22,
        y: place(i).y,
        ...agentLook(agents.indexOf(setUp.agent), isEfficient),
      })),
      36,
    ),
    texts(
      points.map(({ number }, i) => end(i, 13, String(number))),
      { size: SIZE.small, baseline: "middle" },
    ),
    texts(
      points.map(({ setUp }, i) => ({
        x: place(i).x + NAME,
        y: place(i).y,
        text: fitNamed(labels.setUpAlone(setUp), room, SIZE.small),
      })),
      {
        size: SIZE.small,
        baseline: "middle",
      },
    ),
    texts(
      [
        ...heads,
        ...figures.flatMap(({ pass, cost, runs }, i) => [
          end(i, edges.pass, pass),
          end(i, edges.cost, cost),
          end(i, edges.runs, runs),
        ]),
      ],
      {
        size: SIZE.small,
        baseline: "middle",
        color: INK.soft,
      },
    ),
  ];
  return { layers, height: 14 + rows * ROW };
}

/** Where names begin. */
const NAME = 32;
const WORDS = { pass: "pass rate", cost: "cost", runs: "runs" } as const;
const HEADS = {
  pass: measure(WORDS.pass, SIZE.small),
  cost: measure(WORDS.cost, SIZE.small),
  runs: measure(WORDS.runs, SIZE.small),
} as const;
