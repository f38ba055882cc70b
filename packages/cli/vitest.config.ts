import { project } from "@scylla-tooling/config/vitest";

// End-to-end tests start the command a dozen times each, also on a small machine that is busy.
export default project("cli", { testTimeout: 120_000, hookTimeout: 60_000 });
