import { processRunnerConformance } from "@scylla/contracts/testing";
import { processRunner } from "@scylla/workspace";
import { describe, test } from "vitest";
import { openPrograms } from "../fixtures/open-programs.ts";

const cases = processRunnerConformance({
  open: async () => {
    const { inside, path, read, dispose } = await openPrograms();
    const bytes = async (file: string) => {
      const text = await read(file);
      return text === null ? null : Buffer.from(text);
    };
    return { runner: processRunner(), cwd: inside, path, read: bytes, dispose };
  },
});

describe("the process runner", () => {
  for (const one of cases) test(one.name, one.run);
});
