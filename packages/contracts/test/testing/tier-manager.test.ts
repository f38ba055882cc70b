import { memoryTierManager, tierManagerConformance } from "@scylla/contracts/testing";
import { test } from "vitest";
import { agentRequest } from "../fixtures/requests.ts";

const cases = tierManagerConformance({
  open: async () => ({ manager: memoryTierManager(), agent: agentRequest().agent, dispose: async () => {} }),
});

for (const one of cases) test(one.name, one.run);
