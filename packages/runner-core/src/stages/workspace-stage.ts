import type { StageFunction } from "./stage-context.ts";

/** Makes the directory that the agent will work in, with what its treatment delivers. */
export const workspaceStage: StageFunction = async ({ run, ports, treatment, signal }) => {
  const { task } = run.subject;
  await ports.workspaces.create(
    {
      id: run.workspaceId,
      template: { repo: task.repo, setup: task.setup },
      delivery: ports.tierManager.deliver(treatment),
    },
    signal,
  );
  await run.step("workspace", []);
};
