import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { syncDirectory } from "../sqlite/sync-directory.ts";

/** Writes a new file that is there completely or not at all: aside, flushed, renamed, and the name flushed too. */
export function writeDurably(target: string, bytes: Uint8Array): void {
  makeDirectory(dirname(target));
  using aside = openBeside(target);
  aside.write(bytes);
  aside.become(target);
}

/** A file that nobody knows of yet. Disposing removes it, unless it has become what it was meant to be. */
export interface AsideFile extends Disposable {
  write(bytes: Uint8Array): void;
  /** Makes it durable under its name. */
  become(target: string): void;
}

/** @throws where there is such a file already. */
export function openAside(path: string): AsideFile {
  const descriptor = openSync(path, "wx", 0o600);
  let isOpen = true;
  let isAside = true;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (bytes) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    become: (target) => {
      fsyncSync(descriptor);
      close();
      makeDirectory(dirname(target));
      renameSync(path, target);
      // From now on, a file of the former name is somebody else's.
      isAside = false;
      syncDirectory(dirname(target));
    },
    [Symbol.dispose]: () => {
      close();
      if (isAside) rmSync(path, { force: true });
    },
  };
}

/** A directory whose name is durable, as are those of the directories above that had to be made. */
export function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  try {
    // One at a time: where nothing can be made, as below /proc, the recursive kind never returns.
    mkdirSync(directory);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  syncDirectory(dirname(directory));
}

/** The plain name may be taken by a process that was killed, or by one that is writing the same. */
function openBeside(target: string): AsideFile {
  try {
    return openAside(`${target}.new`);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return openAside(`${target}-${randomBytes(6).toString("hex")}.new`);
  }
}
