import { project } from "@scylla-tooling/config/vitest";

export default project("llm-server");
