import { type MemoryFiles, memoryWorkspaces, WORKSPACE_FILES, workspaceConformance } from "@scylla/contracts/testing";
import { test } from "vitest";

const COMMIT = "0".repeat(40);

const cases = workspaceConformance({
  open: async () => {
    const files: MemoryFiles = new Map();
    const open = () => memoryWorkspaces(files, ({ repo }) => (repo.commit === COMMIT ? WORKSPACE_FILES : null));
    return {
      workspaces: open(),
      again: async () => open(),
      template: { repo: { kind: "path", path: "/repo", commit: COMMIT }, setup: [] },
      write: async (path, text) => {
        files.set(path, Buffer.from(text));
      },
      read: async (path) => {
        const bytes = files.get(path);
        return bytes === undefined ? null : Buffer.from(bytes).toString("utf8");
      },
      remove: async (path) => {
        files.delete(path);
      },
      dispose: async () => {},
    };
  },
});

for (const one of cases) test(one.name, one.run);
