import { describe } from "vitest";
import { codex } from "../../src/clis/codex.ts";
import {
  failsWith,
  isKeptWaiting,
  isRateLimited,
  losesStream,
  outlivesRateLimit,
} from "../scenarios/provider-errors.ts";
import { isStopped, isTerminated, reachesBudget, reachesLimit, reachesTurns } from "../scenarios/stops.ts";
import { missesServer } from "../scenarios/treatment.ts";
import { withOperator } from "../support/with-operator.ts";

describe("Codex", () => {
  withOperator(codex);
  missesServer(codex);
  for (const status of [400, 401, 404, 500, 529] as const) failsWith(codex, status);
  isRateLimited(codex, 3600);
  outlivesRateLimit(codex);
  losesStream(codex);
  isKeptWaiting(codex);
  isTerminated(codex);
  isStopped(codex);
  reachesTurns(codex, 3);
  reachesLimit(codex);
  reachesBudget(codex);
});
