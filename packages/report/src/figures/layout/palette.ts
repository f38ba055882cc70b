/** Okabe and Ito's colours, which people with any colour vision tell apart. */
export const OKABE_ITO = {
  blue: "#0072B2",
  green: "#009E73",
  vermillion: "#D55E00",
  orange: "#E69F00",
  sky: "#56B4E9",
  purple: "#CC79A7",
} as const;

/** Of text and lines. Each has enough contrast on white for its size. */
export const INK = { text: "#1a1a1a", soft: "#595959", line: "#767676", faint: "#d0d0d0", grid: "#ececec" } as const;

/** Of the band in which differences count as none. */
export const MARGIN_BAND = "#e3e9ee";
export const WHITE = "#ffffff";

/** ColorBrewer's YlGnBu: its lightness falls evenly, so that it serves in grey too. */
const RAMP = [
  "#ffffd9",
  "#edf8b1",
  "#c7e9b4",
  "#7fcdbb",
  "#41b6c4",
  "#1d91c0",
  "#225ea8",
  "#253494",
  "#081d58",
] as const;

/** @param share between 0 and 1. */
export function rampColor(share: number): string {
  const at = Math.min(Math.max(share, 0), 1) * (RAMP.length - 1);
  const [from, to] = [Math.floor(at), Math.ceil(at)].map((i) => channels(RAMP[i] ?? RAMP[0]));
  const mixed = (from ?? []).map((value, i) =>
    Math.round(value + ((to?.[i] ?? value) - value) * (at - Math.floor(at))),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Of text on a colour of the ramp. */
export function inkOn(share: number): string {
  return share > 0.65 ? WHITE : INK.text;
}

function channels(color: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
