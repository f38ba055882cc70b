import { runStoreConformance } from "@scylla/contracts/testing";
import { describe, test } from "vitest";
import { openRunStore } from "../../src/index.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

const conformance = runStoreConformance({
  open: async () => {
    const dir = quickDir();
    let store = await openRunStore({ dir: dir.path, mode: "write" });
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await openRunStore({ dir: dir.path, mode: "write" });
        return store;
      },
      dispose: async () => {
        await store.close();
        dir[Symbol.dispose]();
      },
    };
  },
});

describe("the SQLite store is a run store", () => {
  for (const { name, run } of conformance) test(name, run);
});
