import { plainText } from "../text/plain-text.ts";

/** A user's text as Markdown that shows just this text, on one line: no markup, HTML, table cell, link, mention or formula comes of it. */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|~$#!]/g, "\\$&")
    .replaceAll("@", "&#64;")
    .replaceAll("://", "&#58;//")
    .replaceAll(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}
