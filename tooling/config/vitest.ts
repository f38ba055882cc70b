import { defineProject, type UserWorkspaceConfig } from "vitest/config";

const SOURCE_CONDITION = "@scylla/source";

/** One vitest project for a package; imports of workspace packages resolve to their sources, so no build is needed. */
export function project(name: string, overrides: UserWorkspaceConfig["test"] = {}): UserWorkspaceConfig {
  return defineProject({
    resolve: { conditions: [SOURCE_CONDITION] },
    ssr: { resolve: { conditions: [SOURCE_CONDITION, "module", "node", "development|production"] } },
    test: {
      name,
      environment: "node",
      include: ["test/**/*.test.ts"],
      // Tests drive real git and real processes, also on small machines.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      ...overrides,
    },
  });
}
