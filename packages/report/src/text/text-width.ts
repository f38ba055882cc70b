import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  return isAscii(text) ? text.length : widths(text).reduce((sum, { width }) => sum + width, 0);
}

/** A text cut to at most `width` columns, with an ellipsis where something is gone. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let room = width - 1;
  let kept = "";
  for (const { segment, width: columns } of widths(text)) {
    if (columns > room) break;
    kept += segment;
    room -= columns;
  }
  return width < 1 ? "" : `${kept.trimEnd()}…`;
}

/** Rows that a line takes on a terminal of `width` columns, which breaks it between any two characters; at least 1. */
export function wrappedRows(text: string, width: number): number {
  let rows = 1;
  let used = 0;
  for (const { width: columns } of widths(text)) {
    if (used + columns > width && used > 0) {
      rows++;
      used = 0;
    }
    used += columns;
  }
  return rows;
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/** Words on lines of at most `width` columns; a word that is longer is cut into pieces. */
export function wrapText(text: string, width: number, indent = ""): readonly string[] {
  const room = Math.max(1, width - textWidth(indent));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((one) => pieces(one, room))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].map((one) => indent + one);
}

function pieces(word: string, room: number): readonly string[] {
  if (textWidth(word) <= room) return [word];
  const parts: string[] = [];
  let part = "";
  for (const { segment } of widths(word)) {
    if (part !== "" && textWidth(part + segment) > room) {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return [...parts, part];
}

/** What a reader sees as one character, with the columns that Unicode gives it. */
function widths(text: string): { readonly segment: string; readonly width: number }[] {
  return [...graphemes.segment(text)].map(({ segment }) => ({ segment, width: segmentWidth(segment) }));
}

/** Characters recur, and their width takes longer to find than to remember. */
const known = new Map<string, number>();
const REMEMBERED = 4096;

function segmentWidth(segment: string): number {
  const width = known.get(segment) ?? stringWidth(segment);
  if (known.size < REMEMBERED) known.set(segment, width);
  return width;
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
