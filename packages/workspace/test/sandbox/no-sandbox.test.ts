import { sandboxConformance } from "@scylla/contracts/testing";
import { noSandbox, processRunner } from "@scylla/workspace";
import { describe, test } from "vitest";
import { openPrograms } from "../fixtures/open-programs.ts";

const cases = sandboxConformance({
  open: async () => ({ ...(await openPrograms()), sandbox: noSandbox(), processes: processRunner(), reach: "true" }),
});

describe("no sandbox", () => {
  for (const one of cases) test(one.name, one.run);
});
