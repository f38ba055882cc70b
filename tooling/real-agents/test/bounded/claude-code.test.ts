import { describe } from "vitest";
import { claudeCode } from "../../src/clis/claude-code.ts";
import { delivers, runsUnknownModel } from "../scenarios/delivery.ts";
import { isRateLimited } from "../scenarios/provider-errors.ts";
import { withOperator } from "../support/with-operator.ts";

describe("Claude Code", () => {
  withOperator(claudeCode);
  // The first mostly waits.
  isRateLimited(claudeCode);
  delivers(claudeCode);
  runsUnknownModel(claudeCode);
});
