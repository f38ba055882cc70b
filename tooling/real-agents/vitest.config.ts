import { project } from "@scylla-tooling/config/vitest";

/** What needs none of the agents themselves. */
export default project("recorded-agents", { include: ["test/replayed/**/*.test.ts", "test/recording/**/*.test.ts"] });
