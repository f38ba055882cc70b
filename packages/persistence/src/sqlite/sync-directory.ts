import { closeSync, fsyncSync, openSync } from "node:fs";

/** Makes names durable that were added to a directory. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
