export { writeBundle } from "./git/write-bundle.ts";
export { type EnvironmentParams, isolatedEnvironment } from "./processes/isolated-environment.ts";
export { processRunner } from "./processes/process-runner.ts";
export { noSandbox } from "./sandbox/no-sandbox.ts";
export { removeWorkingTree } from "./tree/working-tree.ts";
export { defaultWorkRoot } from "./work-root.ts";
export { type WorkspaceOptions, workspaceProvider } from "./workspace-provider.ts";
