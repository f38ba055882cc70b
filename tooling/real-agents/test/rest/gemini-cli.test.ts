import { describe } from "vitest";
import { geminiCli } from "../../src/clis/gemini-cli.ts";
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

describe("Gemini CLI", () => {
  withOperator(geminiCli);
  missesServer(geminiCli);
  missesSkill(geminiCli);
  isDenied(geminiCli);
  delivers(geminiCli);
  runsUnknownModel(geminiCli);
  isRateLimited(geminiCli);
  for (const status of [400, 401, 404, 500, 529] as const) failsWith(geminiCli, status);
  isRateLimited(geminiCli, 3600);
  outlivesRateLimit(geminiCli);
  losesStream(geminiCli);
  isKeptWaiting(geminiCli);
  isTerminated(geminiCli);
  isStopped(geminiCli);
  reachesTurns(geminiCli);
  reachesLimit(geminiCli);
  reachesBudget(geminiCli);
});
