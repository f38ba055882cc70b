import { digits, type Figure, isMet } from "./figure.ts";

/** A Markdown table, also fit for a terminal: its columns are aligned. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const met = isMet(figure);
    return [
      figure.what,
      figure.target === null ? "" : `<= ${digits(figure.target)} ${figure.unit}`.trim(),
      `${digits(figure.measured)} ${figure.unit}`.trim(),
      met === null ? "" : met ? "met" : "NOT MET",
    ];
  });
  const table = [["figure", "target", "measured", ""], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(3, ...table.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, i) => (row[i] ?? "").padEnd(width)).join(" | ")} |`;
  const [head = [], ...body] = table;
  return [line(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body.map(line)].join("\n");
}
