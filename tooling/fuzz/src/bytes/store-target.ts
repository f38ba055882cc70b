import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Target, taken } from "../target.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { viewOf, writeSmallStore } from "./small-store.ts";

/** Reads a store that changed behind its back: it is refused, or all that is read is what was written. */
export async function storeTarget(): Promise<Target> {
  const root = await mkdtemp(join(tmpdir(), "scylla-fuzz-"));
  const [sound, broken] = [join(root, "sound"), join(root, "broken")];
  const written = await writeSmallStore(sound);
  const bytes = await readFile(join(sound, "store.db"));
  return {
    feed: async (choose) => {
      await rm(broken, { recursive: true, force: true });
      await cp(sound, broken, { recursive: true });
      await writeFile(join(broken, "store.db"), mutateBytes(choose, bytes));
      const mode = choose.pick<"read" | "write">(["read", "write"]);
      return taken(async () => {
        const read = await viewOf(broken, mode);
        if (!isDeepStrictEqual(read, written)) throw new Error("a changed store was read as if it were sound");
      });
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
