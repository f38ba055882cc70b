import assert from "node:assert/strict";
import type { GatewayLimits } from "../ports/gateway.ts";
import { call, type GatewayBench, TOKEN_COST } from "./gateway-conformance-bench.ts";
import { CALL_USAGE } from "./gateway-conformance-provider.ts";

type Cases = Readonly<Record<string, (bench: GatewayBench) => Promise<void>>>;

const COST = CALL_USAGE.outputTokens * TOKEN_COST;
const TOKENS = Object.values(CALL_USAGE).reduce((sum, tokens) => sum + tokens, 0);

/** Each is reached with the second call. */
const LIMITS: readonly (readonly [GatewayLimits, spent: number])[] = [
  [{ calls: 2 }, 2],
  [{ tokens: TOKENS + 1 }, 2 * TOKENS],
  [{ cost: COST + 1 }, 2 * COST],
];

/** Where a run ends that asks for more than it may. */
export const limitCases: Cases = {
  "a limit of a run lets nothing through once it is reached, and the summary names it": async (bench) => {
    const { gateway } = await bench.open();
    for (const [limits, spent] of LIMITS) {
      const route = await gateway.open({ run: "a", limits });
      const asked = bench.provider.received.length;
      const statuses: number[] = [];
      for (const note of ["1", "2", "3", "4"])
        statuses.push((await call(route.baseUrl("main"), "answer", { note })).status);
      const [limit, allowed] = Object.entries(limits)[0] ?? [];
      assert.ok(
        statuses.slice(2).every((status) => status >= 400),
        `statuses with ${limit}: ${statuses.join(", ")}`,
      );
      assert.equal(bench.provider.received.length - asked, 2, `calls let through by the limit of ${limit}`);
      const { limit: reached, calls, refused } = await route.close();
      assert.deepEqual(reached, { scope: "run", limit, allowed, spent });
      assert.deepEqual([calls, refused], [2, 2]);
    }
  },

  "clients do not repeat what a limit refuses": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a", limits: { calls: 0 } });
    const { status, body } = await call(route.baseUrl("main"), "answer");
    assert.ok(![408, 409, 425, 429].includes(status) && status >= 400 && status < 500, `the status is ${status}`);
    const { error } = JSON.parse(body) as { readonly error?: { readonly message?: unknown } };
    assert.match(String(error?.message), /limit/, "the message is not where clients of this provider look for it");
  },

  "a limit over all counts every run, and leaves what each of them has counted": async (bench) => {
    const { gateway } = await bench.open({ calls: 2 });
    const [one, two] = [await gateway.open({ run: "a" }), await gateway.open({ run: "b" })];
    assert.equal((await call(one.baseUrl("main"), "answer")).status, 200);
    assert.equal((await call(two.baseUrl("main"), "answer")).status, 200);
    assert.ok((await call(one.baseUrl("main"), "answer")).status >= 400, "a third call was let through");
    assert.equal(bench.provider.received.length, 2);
    const [first, second] = [await one.close(), await two.close()];
    assert.deepEqual(first.limit, { scope: "all", limit: "calls", allowed: 2, spent: 2 });
    assert.deepEqual([first.calls, first.refused, second.calls, second.refused], [1, 1, 1, 0]);
    assert.equal(second.limit, null);
    const later = await gateway.open({ run: "c" });
    assert.ok((await call(later.baseUrl("main"), "answer")).status >= 400, "a later run began anew");
  },

  "of calls that begin at once no more are let through than a limit on calls allows": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a", limits: { calls: 3 } });
    const all = Array.from({ length: 8 }, (_, n) => call(route.baseUrl("main"), "stream", { note: String(n) }));
    const through = (await Promise.all(all)).filter(({ status }) => status === 200);
    assert.equal(through.length, 3);
    assert.equal(bench.provider.received.length, 3);
  },
};
