import { project } from "@scylla-tooling/config/vitest";

export default project("packages", { globalSetup: ["test/global-setup.ts"], testTimeout: 120_000 });
