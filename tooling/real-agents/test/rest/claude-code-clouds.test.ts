import { describe } from "vitest";
import { claudeCodeOnBedrock, claudeCodeOnVertex } from "../../src/clis/claude-code-clouds.ts";
import { delivers } from "../scenarios/delivery.ts";
import { isRateLimited, losesStream, outlivesRateLimit } from "../scenarios/provider-errors.ts";
import { reachesLimit } from "../scenarios/stops.ts";
import { withOperator } from "../support/with-operator.ts";

describe("Claude Code at Amazon Bedrock", () => {
  withOperator(claudeCodeOnBedrock);
  isRateLimited(claudeCodeOnBedrock, 3600);
  delivers(claudeCodeOnBedrock);
  outlivesRateLimit(claudeCodeOnBedrock);
  losesStream(claudeCodeOnBedrock);
  reachesLimit(claudeCodeOnBedrock);
});

describe("Claude Code at Vertex AI", () => {
  withOperator(claudeCodeOnVertex);
  delivers(claudeCodeOnVertex);
});
