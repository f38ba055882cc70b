export interface Words {
  readonly before: readonly string[];
  /** What is typed of the word at the cursor; possibly nothing. */
  readonly current: string;
}

/** Bash breaks `--until=agent` into three words: the option and its value remain. */
export function readWords(words: readonly string[]): Words {
  const last = words.at(-1) ?? "";
  return {
    before: words.slice(0, -1).filter((word) => word !== "="),
    current: last === "=" ? "" : last,
  };
}
