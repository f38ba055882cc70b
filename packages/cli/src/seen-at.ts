import { type Stats, statSync } from "node:fs";

/** What stands at a path, links followed; null where nothing does, or where this user can't see it. */
export function seenAt(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
