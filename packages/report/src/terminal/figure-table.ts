import { fitLabel, type Label } from "../text/labels.ts";
import { fitText, padEnd, padStart, textWidth, wrapText } from "../text/text-width.ts";
import type { Painter } from "./styles.ts";

export interface FigureRow {
  readonly label: Label;
  /** One for each header. */
  readonly cells: readonly string[];
}

const GAP = "  ";

/** Titles shorter than this are not worth a column of their own. */
const LABEL_MIN = 24;

/** A table of figures. Where the label does not fit beside its figures it stands above them; where these do not fit, they become a sentence. */
export function figureTable(
  title: string,
  headers: readonly string[],
  rows: readonly FigureRow[],
  width: number,
  paint: Painter,
): readonly string[] {
  const columns = headers.map((header, i) =>
    rows.reduce((most, { cells }) => Math.max(most, textWidth(cells[i] ?? "")), header.length),
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => GAP + padStart(cell, columns[i] ?? 0)).join("");
  const header = line(headers);
  const room = width - header.length - GAP.length;
  if (room >= LABEL_MIN) {
    const heading = fitText(title, GAP.length + room);
    const labels = rows.map(({ label }) => fitLabel(label, room));
    const labelWidth = labels.reduce(
      (most, label) => Math.max(most, textWidth(label)),
      textWidth(heading) - GAP.length,
    );
    return [
      paint("bold", padEnd(heading, labelWidth + GAP.length)) + paint("dim", header),
      ...rows.map(({ cells }, i) => GAP + padEnd(labels[i] ?? "", labelWidth) + line(cells)),
    ];
  }
  if (header.length <= width) {
    const body = rows.flatMap(({ label, cells }) => [GAP + fitLabel(label, width - GAP.length), line(cells)]);
    return [paint("bold", fitText(title, width)), paint("dim", header), ...body];
  }
  const body = rows.flatMap(({ label, cells }) => [
    GAP + fitLabel(label, width - GAP.length),
    ...wrapText(headers.map((name, i) => `${name} ${cells[i]}`).join(", "), width, GAP + GAP),
  ]);
  return [paint("bold", fitText(title, width)), ...body];
}
