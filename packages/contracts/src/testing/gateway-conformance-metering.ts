import assert from "node:assert/strict";
import type { MeteredCall } from "../ports/gateway.ts";
import { bodyOf, call, type GatewayBench, KEY, TOKEN_COST } from "./gateway-conformance-bench.ts";
import { ANSWER_TEXT, CALL_USAGE, RETRY_AFTER_S, SERVED_MODEL, STREAM_TEXT } from "./gateway-conformance-provider.ts";

type Cases = Readonly<Record<string, (bench: GatewayBench) => Promise<void>>>;

const COST = CALL_USAGE.outputTokens * TOKEN_COST;

/** What is passed, and what is counted of it. */
export const meteringCases: Cases = {
  "a request reaches its provider as it was sent, with the provider's key in place of the agent's": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a" });
    const headers = { authorization: "Bearer of-the-agent", "anthropic-beta": "some-feature" };
    await call(route.baseUrl("main"), "answer", { headers });
    const [request] = bench.provider.received;
    assert.ok(request, "the provider was not asked");
    assert.equal(request.url, "/v1/messages");
    assert.equal(request.body, bodyOf("answer"));
    assert.equal(request.headers["x-api-key"], KEY);
    assert.equal(request.headers["anthropic-beta"], "some-feature");
    assert.doesNotMatch(JSON.stringify(request.headers), /of-the-agent/);
  },

  "answers and streams reach the agent as the provider sent them": async (bench) => {
    const { gateway } = await bench.open();
    const base = (await gateway.open({ run: "a" })).baseUrl("main");
    assert.deepEqual(await call(base, "answer"), { status: 200, body: ANSWER_TEXT, whole: true });
    assert.deepEqual(await call(base, "stream"), { status: 200, body: STREAM_TEXT, whole: true });
    assert.equal((await call(base, "busy")).status, 429);
  },

  "calls are counted and priced from the provider's own usage, streamed or not": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a" });
    for (const want of ["answer", "stream"] as const) await call(route.baseUrl("main"), want);
    const summary = await route.close();
    const twice = Object.fromEntries(Object.entries(CALL_USAGE).map(([part, tokens]) => [part, 2 * tokens]));
    assert.equal(summary.run, "a");
    assert.deepEqual(summary.models, [
      { provider: "main", model: SERVED_MODEL, calls: 2, usage: twice, cost: 2 * COST },
    ]);
    assert.deepEqual(summary.usage, twice);
    const { calls, failed, retries, refused, unmetered, cost, lastStatus, limit, notional } = summary;
    assert.deepEqual(
      { calls, failed, retries, refused, unmetered, cost, lastStatus, limit, notional },
      {
        calls: 2,
        failed: 0,
        retries: 0,
        refused: 0,
        unmetered: 0,
        cost: 2 * COST,
        lastStatus: 200,
        limit: null,
        notional: false,
      },
    );
  },

  "each call is told to the owner of its route": async (bench) => {
    const { gateway } = await bench.open();
    const told: MeteredCall[] = [];
    const route = await gateway.open({ run: "a", onCall: (one) => told.push(one) });
    const before = Date.now();
    for (const want of ["error", "error", "stream"] as const) await call(route.baseUrl("main"), want);
    await route.close();
    assert.deepEqual(
      told.map(({ call: number, provider, status, metered, cost, retryOf }) => [
        number,
        provider,
        status,
        metered,
        cost,
        retryOf,
      ]),
      [
        [1, "main", 500, false, null, null],
        [2, "main", 500, false, null, 1],
        [3, "main", 200, true, COST, null],
      ],
    );
    const last = told.at(-1);
    assert.deepEqual(last?.usage, CALL_USAGE);
    assert.deepEqual(last?.model, { asked: "asked-1", served: SERVED_MODEL });
    assert.ok(last.startedAtMs >= before && last.startedAtMs <= Date.now(), "the start is not a time of the clock");
    assert.ok((last.firstTokenMs ?? -1) >= 0 && (last.firstTokenMs ?? 0) <= last.durationMs, "the times contradict");
  },

  "a refusal for rate is kept with its moment, and failures and repeats are counted apart": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a" });
    const before = Date.now();
    for (const want of ["busy", "busy"] as const) await call(route.baseUrl("main"), want);
    const { calls, failed, retries, unmetered, lastStatus, rateLimit } = await route.close();
    assert.deepEqual([calls, failed, retries, unmetered, lastStatus], [2, 2, 1, 0, 429]);
    const waits = (rateLimit?.untilMs ?? 0) - before;
    assert.ok(Math.abs(waits - RETRY_AFTER_S * 1000) < 5000, `it waits ${waits} ms, not ${RETRY_AFTER_S} s`);
  },

  "a stream that breaks off is broken off for the agent, and is not taken for the whole usage": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a" });
    assert.equal((await call(route.baseUrl("main"), "cut")).whole, false);
    const { calls, failed, unmetered } = await route.close();
    assert.deepEqual([calls, failed, unmetered], [1, 1, 1]);
  },

  "the first four different requests are kept as they were sent": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a" });
    assert.deepEqual(route.summary().firstRequests, []);
    const notes = ["1", "1", "ü", "3", "4", "5"];
    for (const note of notes) await call(route.baseUrl("main"), "answer", { note });
    const kept = ["1", "ü", "3", "4"].map((note) => bodyOf("answer", note));
    assert.deepEqual((await route.close()).firstRequests, kept);
  },
};
