import { projectorConformance } from "@scylla/contracts/testing";
import { projector } from "@scylla/report";
import { test } from "vitest";
import { byPassRate } from "../fixtures/views.ts";

const cases = projectorConformance({
  open: async () => ({ projector: projector({ select: byPassRate }), dispose: async () => {} }),
});

for (const one of cases) test(one.name, one.run);
