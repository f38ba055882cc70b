import { describe } from "vitest";
import { claudeCode } from "../../src/clis/claude-code.ts";
import {
  failsWith,
  isKeptWaiting,
  isRateLimited,
  losesStream,
  outlivesRateLimit,
} from "../scenarios/provider-errors.ts";
import { isStopped, isTerminated, reachesBudget, reachesLimit, reachesTurns } from "../scenarios/stops.ts";
import { isDenied, missesServer } from "../scenarios/treatment.ts";
import { withOperator } from "../support/with-operator.ts";

describe("Claude Code", () => {
  withOperator(claudeCode);
  missesServer(claudeCode);
  isDenied(claudeCode, "Bash", { ".claude/settings.json": '{ "permissions": { "deny": ["Bash(rm:*)"] } }' });
  for (const status of [400, 401, 404, 500, 529] as const) failsWith(claudeCode, status);
  isRateLimited(claudeCode, 3600);
  outlivesRateLimit(claudeCode);
  losesStream(claudeCode);
  isKeptWaiting(claudeCode);
  isTerminated(claudeCode);
  isStopped(claudeCode);
  reachesTurns(claudeCode, 3);
  reachesLimit(claudeCode);
  reachesBudget(claudeCode);
});
