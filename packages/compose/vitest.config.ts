import { project } from "@scylla-tooling/config/vitest";

// Whole experiments with real repositories, stores and processes, also on a small machine that is busy.
export default project("compose", { testTimeout: 60_000 });
