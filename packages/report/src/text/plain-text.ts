/**
 * A user's text on one line, without control characters and marks that reorder it: safe for a terminal and for a table.
 * What such characters would have done is lost, what they stood between is kept.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
}
