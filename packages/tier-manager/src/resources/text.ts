/** Instruction text in its one form: no blank lines around it, one newline at its end. Empty for text of nothing but space. */
export function canonicalText(text: string): string {
  const body = text.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();
  return body === "" ? "" : `${body}\n`;
}

/**
 * Appends a text after a blank line, unless it stands there already as a whole: merging the same twice changes nothing.
 * Both are trimmed at their ends; the result has no newline at its end.
 */
export function appendText(base: string, over: string): string {
  const first = base.trimEnd();
  const second = over.trimEnd();
  if (first === "") return second;
  if (`\n\n${first}\n\n`.includes(`\n\n${second}\n\n`)) return first;
  return `${first}\n\n${second}`;
}
