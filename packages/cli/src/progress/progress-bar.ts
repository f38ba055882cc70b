/** A bar of `width` columns; full only when everything is done. */
export function progressBar(total: number, done: number, width: number): string {
  const filled = total === 0 ? 0 : Math.min(width, Math.floor((done / total) * width));
  return "█".repeat(filled) + "░".repeat(width - filled);
}
