import { describe } from "vitest";
import { opencode } from "../../src/clis/opencode.ts";
import { delivers, runsUnknownModel } from "../scenarios/delivery.ts";
import {
  failsWith,
  isKeptWaiting,
  isRateLimited,
  losesStream,
  outlivesRateLimit,
} from "../scenarios/provider-errors.ts";
import { isStopped, isTerminated, reachesBudget, reachesLimit, reachesTurns } from "../scenarios/stops.ts";
import { isDenied, missesServer, missesSkill } from "../scenarios/treatment.ts";
import { withOperator } from "../support/with-operator.ts";

describe("OpenCode", () => {
  withOperator(opencode);
  missesServer(opencode);
  missesSkill(opencode);
  isDenied(opencode);
  delivers(opencode);
  runsUnknownModel(opencode);
  isRateLimited(opencode);
  for (const status of [400, 401, 404, 500, 529] as const) failsWith(opencode, status);
  isRateLimited(opencode, 3600);
  outlivesRateLimit(opencode);
  losesStream(opencode);
  isKeptWaiting(opencode);
  isTerminated(opencode);
  isStopped(opencode);
  reachesTurns(opencode);
  reachesLimit(opencode);
  reachesBudget(opencode);
});
