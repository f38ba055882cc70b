import { project } from "@scylla-tooling/config/vitest";

/** Not among the projects of the whole: these tests install programs of a gigabyte, and are asked for by name. */
export default project("real-agents", {
  include: ["test/bounded/**/*.test.ts", "test/rest/**/*.test.ts"],
  // One agent at a time: some of them take a core and 600 MB.
  fileParallelism: false,
  testTimeout: 600_000,
  maxConcurrency: 5,
  hookTimeout: 300_000,
});
