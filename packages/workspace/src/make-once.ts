import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sendSignal } from "./processes/token-scan.ts";

const MAKING = ".making";

/** A name beside the target that tells who is making it. */
export function temporarySibling(target: string): string {
  return join(
    dirname(target),
    `${MAKING}-${process.pid}-${randomBytes(4).toString("hex")}-${basename(target).slice(-48)}`,
  );
}

/**
 * Makes a directory that is there completely or not at all, whoever else makes it at the same time and whenever somebody is killed:
 * it is made aside and renamed. The first to finish wins, the others' work is thrown away.
 */
export async function makeOnce(target: string, make: (making: string) => Promise<void>): Promise<string> {
  if (existsSync(target)) return target;
  await mkdir(dirname(target), { recursive: true });
  const making = temporarySibling(target);
  try {
    await make(making);
    await rename(making, target);
  } catch (error) {
    // Lost the race: theirs is as good as ours.
    if (!existsSync(target)) throw error;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return target;
}

/** Removes what processes that are gone were making. */
export async function removeAbandoned(parent: string): Promise<void> {
  const names = existsSync(parent) ? await readdir(parent) : [];
  for (const name of names) {
    const pid = Number(/^\.making-(\d+)-/.exec(name)?.[1] ?? 0);
    if (pid > 0 && pid !== process.pid && !sendSignal(pid, 0))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}
