import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { syncDirectory } from "../sqlite/sync-directory.ts";

/** Writes a new file that is there completely or not at all: aside, flushed, renamed, and the name flushed too. */
export function writeDurably(target: string, bytes: Uint8Array): void {
  makeDirectory(dirname(target));
  using aside = openAside(freeName(`${target}.new`));
  aside.write(bytes);
  aside.become(target);
}

/** A file that nobody knows of yet. Disposing removes it, unless it has become what it was meant to be. */
export interface AsideFile extends Disposable {
  write(bytes: Uint8Array): void;
  /** Makes it durable under its name. */
  become(target: string): void;
}

export function openAside(path: string): AsideFile {
  const descriptor = openSync(path, "wx", 0o600);
  let isOpen = true;
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
      syncDirectory(dirname(target));
    },
    [Symbol.dispose]: () => {
      close();
      rmSync(path, { force: true });
    },
  };
}

/** A directory whose name is durable, as are those of the directories above that had to be made. */
export function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory, { recursive: true });
  syncDirectory(dirname(directory));
}

/** A process that was killed may have left a file of the plain name, and another process may be writing one. */
function freeName(plain: string): string {
  return existsSync(plain) ? `${plain}-${randomBytes(6).toString("hex")}` : plain;
}
