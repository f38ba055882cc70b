import {
  acceptance,
  memoryRunStore,
  type OpenRunStore,
  runStoreConformance,
  runStoreData,
  sampleCell,
  samplePlan,
} from "@scylla/contracts/testing";
import { expect, test } from "vitest";

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

test("the same writes to the same data make the same store, its id too", async () => {
  const made = async () => {
    const store = memoryRunStore(runStoreData("experiment-of-a-test"));
    await store.acceptPlan(acceptance(samplePlan([sampleCell("a/T0/x/bot")])));
    return store.experiment();
  };
  expect((await made())?.id).toBe("experiment-of-a-test");
  expect(await made()).toEqual(await made());
});
