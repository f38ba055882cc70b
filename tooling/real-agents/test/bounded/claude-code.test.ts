import { describe } from "vitest";
import { claudeCode } from "../../src/clis/claude-code.ts";
import { delivers, runsUnknownModel } from "../scenarios/delivery.ts";
import {
  failsWith,
  isKeptWaiting,
  isRateLimited,
  losesStream,
  outlivesRateLimit,
} from "../scenarios/provider-errors.ts";
import { isTerminated, reachesBudget, reachesTurns } from "../scenarios/stops.ts";
import { isDenied } from "../scenarios/treatment.ts";
import { withOperator } from "../support/with-operator.ts";

/** What takes minutes of a CLI's patience is hurried here; the rest is as patient as the CLI. */
const hurried = { hurried: true } as const;

describe("Claude Code", () => {
  withOperator(claudeCode);
  // The first mostly waits.
  isKeptWaiting(claudeCode);
  delivers(claudeCode);
  runsUnknownModel(claudeCode);
  for (const status of [400, 401, 500, 529] as const) failsWith(claudeCode, status, hurried);
  isRateLimited(claudeCode, undefined, hurried);
  isRateLimited(claudeCode, 3600, hurried);
  outlivesRateLimit(claudeCode);
  losesStream(claudeCode, hurried);
  isTerminated(claudeCode);
  isDenied(claudeCode);
  reachesTurns(claudeCode);
  reachesBudget(claudeCode);
});
