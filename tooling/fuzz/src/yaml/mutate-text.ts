import type { Chooser } from "../chooser.ts";

/** What has a meaning in YAML, or none in a text file. */
const PIECES: readonly [string, ...string[]] = [
  "&a ",
  "*a",
  "*b",
  "!!binary ",
  "!x ",
  "%YAML 1.1\n",
  "%TAG ! x\n",
  "---\n",
  "...\n",
  "\t",
  "{",
  "}",
  "[",
  "]",
  "? ",
  ": ",
  "- ",
  "|\n",
  ">-\n",
  "#",
  "'",
  '"',
  '"\\ud800"',
  '"\\x',
  "<<: *a\n",
  "\r",
  "\u2028",
  "\u0085",
  "\ufeff",
  "\u0000",
  "\ud83d\ude00",
  "0x",
  ".inf",
  ".nan",
  "~",
  "=",
  "@",
  "`",
  "[".repeat(500),
  "{a: ".repeat(500),
  "- ".repeat(500),
  "? ".repeat(100),
  "x".repeat(100_000),
  "\n".repeat(5000),
];

/** Between one and four changes of a text as bytes, lines and tokens. */
export function mutateText(choose: Chooser, text: string): Buffer {
  let mutated = text;
  for (let left = 1 + choose.below(4); left > 0; left--) mutated = mutateOnce(choose, mutated);
  const bytes = Buffer.from(mutated);
  if (choose.chance(0.1) && bytes.length > 0) bytes[choose.below(bytes.length)] = choose.below(256);
  return bytes;
}

function mutateOnce(choose: Chooser, text: string): string {
  const lines = text.split("\n");
  const line = choose.below(lines.length);
  const at = choose.below(text.length + 1);
  switch (choose.below(7)) {
    case 0:
      return lines.toSpliced(line, 1).join("\n");
    case 1:
      return lines.toSpliced(line, 0, lines[choose.below(lines.length)] ?? "").join("\n");
    case 2:
      return lines.with(line, `${" ".repeat(choose.below(5))}${lines[line]?.trimStart() ?? ""}`).join("\n");
    case 3:
      return text.slice(0, at);
    case 4:
      return text.slice(0, at) + text.slice(at + 1 + choose.below(8));
    default:
      return text.slice(0, at) + choose.pick(PIECES) + text.slice(at);
  }
}
