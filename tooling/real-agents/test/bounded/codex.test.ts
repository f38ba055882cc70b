import { describe } from "vitest";
import { codex } from "../../src/clis/codex.ts";
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

describe("Codex", () => {
  withOperator(codex);
  // The first mostly waits.
  isKeptWaiting(codex);
  delivers(codex);
  runsUnknownModel(codex);
  for (const status of [400, 401, 500, 529] as const) failsWith(codex, status, hurried);
  isRateLimited(codex, undefined, hurried);
  isRateLimited(codex, 3600, hurried);
  outlivesRateLimit(codex);
  losesStream(codex, hurried);
  isTerminated(codex);
  isDenied(codex);
  reachesTurns(codex);
  reachesBudget(codex);
});
