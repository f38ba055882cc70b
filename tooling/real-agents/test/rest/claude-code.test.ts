import { describe } from "vitest";
import { claudeCode } from "../../src/clis/claude-code.ts";
import { failsWith, isRateLimited, losesStream } from "../scenarios/provider-errors.ts";
import { isStopped, reachesLimit } from "../scenarios/stops.ts";
import { missesServer, missesSkill } from "../scenarios/treatment.ts";
import { withOperator } from "../support/with-operator.ts";

describe("Claude Code", () => {
  withOperator(claudeCode);
  missesServer(claudeCode);
  missesSkill(claudeCode);
  for (const status of [400, 401, 404, 500, 529] as const) failsWith(claudeCode, status);
  isRateLimited(claudeCode);
  isRateLimited(claudeCode, 3600);
  losesStream(claudeCode);
  isStopped(claudeCode);
  reachesLimit(claudeCode);
});
