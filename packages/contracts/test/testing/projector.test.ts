import { memoryProjector, projectorConformance } from "@scylla/contracts/testing";
import { test } from "vitest";

const cases = projectorConformance({
  open: async () => ({ projector: memoryProjector(), dispose: async () => {} }),
});

for (const one of cases) test(one.name, one.run);
