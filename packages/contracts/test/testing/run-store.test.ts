import { memoryRunStore, type OpenRunStore, runStoreConformance, runStoreData } from "@scylla/contracts/testing";
import { test } from "vitest";

async function open(): Promise<OpenRunStore> {
  const data = runStoreData();
  const store = memoryRunStore(data);
  return {
    store,
    reopen: async () => {
      await store.close();
      return memoryRunStore(data);
    },
    dispose: async () => {},
  };
}

for (const one of runStoreConformance({ open })) test(one.name, one.run);
