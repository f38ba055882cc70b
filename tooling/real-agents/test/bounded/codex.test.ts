import { describe } from "vitest";
import { codex } from "../../src/clis/codex.ts";
import { delivers, runsUnknownModel } from "../scenarios/delivery.ts";
import { isRateLimited } from "../scenarios/provider-errors.ts";
import { withOperator } from "../support/with-operator.ts";

describe("Codex", () => {
  withOperator(codex);
  // The first mostly waits.
  isRateLimited(codex);
  delivers(codex);
  runsUnknownModel(codex);
});
