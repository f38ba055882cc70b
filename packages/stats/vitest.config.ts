import { project } from "@scylla-tooling/config/vitest";

// Pure functions share nothing, so test files need no worker of their own.
export default project("stats", { isolate: false });
