import type { Stage } from "@scylla/contracts";
import { agentStage } from "./agent-stage.ts";
import { captureStage } from "./capture-stage.ts";
import { checkStage } from "./check-stage.ts";
import { judgeStage } from "./judge-stage.ts";
import type { StageFunction } from "./stage-context.ts";
import { verdictStage } from "./verdict-stage.ts";
import { workspaceStage } from "./workspace-stage.ts";

export const PIPELINE: Readonly<Record<Stage, StageFunction>> = {
  workspace: workspaceStage,
  agent: agentStage,
  capture: captureStage,
  check: checkStage,
  judge: judgeStage,
  verdict: verdictStage,
};
