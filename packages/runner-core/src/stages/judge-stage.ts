import { ScyllaError } from "@scylla/contracts";
import type { StageFunction } from "./stage-context.ts";

/** Judges are not composed yet: a task that needs them is refused before anything is bought, so this is never reached. */
export const judgeStage: StageFunction = async ({ run }) => {
  throw new ScyllaError("UNSUPPORTED", `task ${run.subject.task.id} has a rubric, and no judge is composed`);
};
