import assert from "node:assert/strict";
import { PORTS } from "../port.ts";
import { type ConformanceCase, conformanceCases } from "./conformance-case.ts";
import { expectError } from "./expect-error.ts";
import { type GatewayBench, type GatewaySetup, gatewayBench } from "./gateway-conformance-bench.ts";
import { limitCases } from "./gateway-conformance-limits.ts";
import { meteringCases } from "./gateway-conformance-metering.ts";
import { routeCases } from "./gateway-conformance-routes.ts";

/** What every gateway must do. The suite is on both sides of it: a provider on loopback, and the client of an agent. */
export function gatewayConformance(setup: GatewaySetup): readonly ConformanceCase[] {
  return conformanceCases<GatewayBench>(() => gatewayBench(setup), {
    "it says which version of the port it speaks": async (bench) => {
      assert.equal((await bench.open()).gateway.port, PORTS.gateway);
    },

    "a provider that it does not have is refused by name": async (bench) => {
      const { gateway } = await bench.open();
      await expectError(gateway.open({ run: "a", providers: ["other"] }), "REFERENCE_MISSING");
      const route = await gateway.open({ run: "b" });
      await expectError((async () => route.baseUrl("other"))(), "REFERENCE_MISSING");
      const narrow = await gateway.open({ run: "c", providers: ["main"] });
      await expectError((async () => narrow.baseUrl("keyless"))(), "REFERENCE_MISSING");
    },

    "a run that needs a key which is not there does not begin; others do": async (bench) => {
      const { gateway } = await bench.open();
      await expectError(gateway.open({ run: "a", providers: ["main", "keyless"] }), "KEY_MISSING");
      await gateway.open({ run: "b", providers: ["main"] });
      await gateway.open({ run: "c" });
    },

    ...meteringCases,
    ...limitCases,
    ...routeCases,
  });
}
