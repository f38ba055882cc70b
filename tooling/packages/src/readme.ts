/** A fenced block of a README, with the block of output that follows it. */
export interface Snippet {
  readonly code: string;
  /** What the README says that it prints; null where it does not say. */
  readonly prints: string | null;
}

const FENCE = /^```(\w+)\n(.*?)^```$/gms;

/** The TypeScript of a README, in order. A `text` block right after one is its output. */
export function snippets(markdown: string): readonly Snippet[] {
  const blocks = [...markdown.matchAll(FENCE)].map((match) => ({
    language: match[1],
    text: match[2] ?? "",
    start: match.index,
    end: match.index + match[0].length,
  }));
  return blocks.flatMap(({ language, text, end }, i) => {
    if (language !== "ts") return [];
    const next = blocks[i + 1];
    const follows = next?.language === "text" && markdown.slice(end, next.start).trim() === "";
    return [{ code: text, prints: follows ? next.text : null }];
  });
}

/** The packages that a README says to install. */
export function toInstall(markdown: string): readonly string[] {
  const line = /^npm install (.+)$/m.exec(markdown)?.[1] ?? "";
  return line.split(/\s+/).filter((word) => word !== "" && !word.startsWith("-"));
}
