import { describe } from "vitest";
import { codex } from "../../src/clis/codex.ts";
import { failsWith, isRateLimited, losesStream } from "../scenarios/provider-errors.ts";
import { isStopped, reachesLimit } from "../scenarios/stops.ts";
import { missesServer, missesSkill } from "../scenarios/treatment.ts";
import { withOperator } from "../support/with-operator.ts";

describe("Codex", () => {
  withOperator(codex);
  missesServer(codex);
  missesSkill(codex);
  for (const status of [400, 401, 404, 500, 529] as const) failsWith(codex, status);
  isRateLimited(codex);
  isRateLimited(codex, 3600);
  losesStream(codex);
  isStopped(codex);
  reachesLimit(codex);
});
