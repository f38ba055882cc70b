import { tierManagerConformance } from "@scylla/contracts/testing";
import { test } from "vitest";
import { tierManager } from "../src/index.ts";
import { agent } from "./fixtures/ladders.ts";

const cases = tierManagerConformance({
  open: async () => ({ manager: tierManager(), agent: agent("toy"), dispose: async () => {} }),
});

for (const one of cases) test(one.name, one.run);
