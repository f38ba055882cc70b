import { readdirSync, readFileSync } from "node:fs";

const CLOSED_ON_EXEC = 0o2000000;

/** Files that whoever started this process left open in it, and that every program which it starts would inherit too; beside standard streams. */
export function inheritedDescriptors(): readonly number[] {
  const open = readdirSync("/proc/self/fdinfo").map(Number);
  return open.filter((descriptor) => descriptor > 2 && isInherited(descriptor));
}

function isInherited(descriptor: number): boolean {
  try {
    const [, flags = ""] = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8")) ?? [];
    return (Number.parseInt(flags, 8) & CLOSED_ON_EXEC) === 0;
  } catch {
    // The one that the list was read through.
    return false;
  }
}
