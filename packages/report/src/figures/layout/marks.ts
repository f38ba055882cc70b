import type { Layer } from "../figure.ts";
import { INK, WHITE } from "./palette.ts";
import type { Weight } from "./text-metrics.ts";

/** Sizes of text, in pixels. */
export const SIZE = { title: 15, text: 11, small: 10 } as const;

/** A place in pixels from the plot's upper left corner; what lies left of it or above is negative. */
export interface Placed {
  readonly x: number;
  readonly y: number;
}

export interface PlacedText extends Placed {
  readonly text: string;
}

export interface TextStyle {
  readonly align?: "left" | "center" | "right";
  readonly baseline?: "top" | "middle" | "alphabetic" | "bottom";
  readonly size?: number;
  readonly color?: string;
  readonly weight?: Weight;
  readonly angle?: number;
}

/** Encodings that take pixels, and colours, from the data as they are. */
export function inPixels(...channels: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    channels.map((channel) => {
      const type = /^[xy]2?$/.test(channel) ? "quantitative" : "nominal";
      // Second ends have the type of the first.
      return [channel, channel.endsWith("2") ? { field: channel } : { field: channel, type, scale: null }];
    }),
  );
}

export function texts(values: readonly (PlacedText & { readonly color?: string })[], style: TextStyle = {}): Layer {
  const {
    align = "left",
    baseline = "alphabetic",
    size = SIZE.text,
    color = INK.text,
    weight = "normal",
    angle,
  } = style;
  const colored = values.some((one) => one.color !== undefined);
  return {
    data: { values },
    mark: {
      type: "text",
      ...{ align, baseline, color },
      fontSize: size,
      fontWeight: weight === "bold" ? 700 : 400,
      ...(angle === undefined ? {} : { angle }),
    },
    encoding: {
      ...inPixels("x", "y", ...(colored ? ["color"] : [])),
      text: { field: "text", type: "nominal" },
    },
  };
}

/** The same over lines, which a white edge keeps away from the letters. */
export function textsOver(values: readonly PlacedText[], style: TextStyle): readonly Layer[] {
  const front = texts(values, style);
  const mark = { ...(front["mark"] as Layer), stroke: WHITE, strokeWidth: 3, strokeJoin: "round", opacity: 0.85 };
  return [{ ...front, mark }, front];
}

export interface Line extends Placed {
  readonly x2: number;
  readonly y2: number;
}

export function lines(values: readonly Line[], style: Readonly<Record<string, unknown>> = {}): Layer {
  return {
    data: { values },
    mark: { type: "rule", color: INK.line, ...style },
    encoding: inPixels("x", "y", "x2", "y2"),
  };
}

export function boxes(
  values: readonly (Line & { readonly fill?: string })[],
  style: Readonly<Record<string, unknown>> = {},
): Layer {
  const fill = values.some((one) => one.fill !== undefined) ? ["fill"] : [];
  return { data: { values }, mark: { type: "rect", ...style }, encoding: inPixels("x", "y", "x2", "y2", ...fill) };
}

/** How a point looks: its shape tells in print what its colour tells on a screen. */
export interface Look {
  readonly shape: string;
  readonly fill: string;
  readonly stroke: string;
}

export function symbols(values: readonly (Placed & Look)[], size = 60): Layer {
  return {
    data: { values },
    mark: { type: "point", size, strokeWidth: 1.5, opacity: 1 },
    encoding: inPixels("x", "y", "shape", "fill", "stroke"),
  };
}
