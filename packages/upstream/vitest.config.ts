import { project } from "@scylla-tooling/config/vitest";

// Values in and out: test files need no worker of their own.
export default project("upstream", { isolate: false });
