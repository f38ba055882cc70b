import { project } from "@scylla-tooling/config/vitest";

// Each input is files on a disk, and git for some.
export default project("fuzz", { testTimeout: 120_000 });
