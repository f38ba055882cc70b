import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeFileSet, encodeFileSet } from "@scylla/contracts";
import { openArtifactStore } from "@scylla/persistence";
import { type Target, taken } from "../target.ts";
import { mutateBytes } from "./mutate-bytes.ts";

const FILES = encodeFileSet([
  { path: Buffer.from("a.txt"), kind: "file", executable: false, bytes: Buffer.from("content") },
  { path: Buffer.from("d/link"), kind: "symlink", target: Buffer.from("../a.txt") },
  { path: Buffer.from([0xff]), kind: "deleted" },
]);

/** Reads a stored object that changed behind its back, and file sets that nobody encoded. */
export async function objectTarget(): Promise<Target> {
  const dir = await mkdtemp(join(tmpdir(), "scylla-fuzz-"));
  const store = await openArtifactStore({ dir });
  const { digest } = await store.put(FILES);
  const file = await onlyFileOf(dir);
  return {
    feed: async (choose) => {
      const mutated = mutateBytes(choose, FILES);
      if (choose.chance(0.9)) return taken(async () => decodeFileSet(mutated));
      await rm(file);
      await writeFile(file, mutated);
      const how = await taken(() => store.get(digest));
      if (how === "accepted") throw new Error("a changed object was read as if it were sound");
      return how;
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

async function onlyFileOf(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).equals(FILES)) return path;
  }
  throw new Error("the object is not stored as a file of its own");
}
