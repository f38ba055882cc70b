import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { WORKSPACE_FILES, workspaceConformance } from "@scylla/contracts/testing";
import { processRunner, workspaceProvider } from "@scylla/workspace";
import { afterAll, describe, test } from "vitest";
import { newPlace, removePlace, workingModes } from "./fixtures/places.ts";
import { repository } from "./fixtures/repositories.ts";

/** Read only: all cases share it. */
const origin = newPlace();
const { source } = repository(join(origin, "repository"), WORKSPACE_FILES);
afterAll(() => removePlace(origin));

describe.each(await workingModes())("workspaces as %s", (mode) => {
  const cases = workspaceConformance({
    open: async () => {
      const place = newPlace();
      const again = () =>
        workspaceProvider({ root: join(place, "work"), experiment: "suite", processes: processRunner(), mode });
      return {
        workspaces: await again(),
        again,
        template: { repo: source, setup: [] },
        write: async (path, text) => {
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, text);
        },
        read: (path) => readFile(path, "utf8").catch(() => null),
        remove: (path) => rm(path),
        dispose: () => removePlace(place),
      };
    },
  });
  for (const one of cases) test(one.name, one.run);
});
