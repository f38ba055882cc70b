/** How a run gets its tree. */
export type Mode = "overlay" | "copy";

export const MODES: readonly Mode[] = ["overlay", "copy"];

/** Overlays need a Linux and its root. */
export function modesHere(): readonly Mode[] {
  return process.platform === "linux" && process.getuid?.() === 0 ? MODES : ["copy"];
}

/** The name of a work directory that makes Scylla take a mode: a path with a comma can't be named to an overlay mount, so trees are copied. */
export function workDirectoryFor(mode: Mode): string {
  return mode === "overlay" ? "work" : "work,copied";
}
