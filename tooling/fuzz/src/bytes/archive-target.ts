import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { exportExperiment, importExperiment } from "@scylla/persistence";
import { type Target, taken } from "../target.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { viewOf, writeSmallStore } from "./small-store.ts";

/** Imports an archive that changed on its way, packed or unpacked: it is refused and nothing is made, or all of it is what was exported. */
export async function archiveTarget(): Promise<Target> {
  const root = await mkdtemp(join(tmpdir(), "scylla-fuzz-"));
  const [file, imported] = [join(root, "archive.tar.gz"), join(root, "imported")];
  const written = await writeSmallStore(join(root, "sound"));
  await exportExperiment({ dir: join(root, "sound"), file: () => file });
  const packed = await readFile(file);
  const content = gunzipSync(packed);
  return {
    feed: async (choose) => {
      await rm(imported, { recursive: true, force: true });
      const outside = choose.chance(0.2);
      const changed = outside ? mutateBytes(choose, packed) : gzipSync(mutateBytes(choose, content), { level: 1 });
      await writeFile(file, changed);
      return taken(async () => {
        await importExperiment({ file, dir: () => imported });
        if (!isDeepStrictEqual(await viewOf(imported, "read"), written))
          throw new Error("a changed archive was imported as if it were whole");
      });
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
