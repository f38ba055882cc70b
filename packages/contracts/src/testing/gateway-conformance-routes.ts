import assert from "node:assert/strict";
import { expectError } from "./expect-error.ts";
import { call, eventually, type GatewayBench, tunnelStatus } from "./gateway-conformance-bench.ts";

type Cases = Readonly<Record<string, (bench: GatewayBench) => Promise<void>>>;

/** The status, or null where nobody answers. */
const statusOf = (baseUrl: string): Promise<number | null> =>
  call(baseUrl, "answer").then(
    ({ status }) => status,
    () => null,
  );

/** Routes, and how they end. */
export const routeCases: Cases = {
  "two routes of one name are two": async (bench) => {
    const { gateway } = await bench.open();
    const request = { run: "a", limits: { calls: 1 } };
    const [one, two] = [await gateway.open(request), await gateway.open(request)];
    assert.notEqual(one.baseUrl("main"), two.baseUrl("main"));
    await call(one.baseUrl("main"), "answer");
    assert.deepEqual([one.summary().calls, two.summary().calls], [1, 0]);
    await one.close();
    assert.equal((await call(two.baseUrl("main"), "answer")).status, 200);
    assert.equal((await two.close()).calls, 1);
  },

  "nobody gets through without the address of a route": async (bench) => {
    const { gateway } = await bench.open();
    const { protocol, host } = new URL((await gateway.open({ run: "a" })).baseUrl("main"));
    for (const path of ["", "/main", "/a/main", `/${"x".repeat(32)}/main`]) {
      const status = await statusOf(`${protocol}//${host}${path}`);
      assert.ok(status === null || status >= 400, `${path} got ${status}`);
    }
    assert.equal(bench.provider.received.length, 0);
  },

  "where the agent finds it elsewhere, addresses begin there": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a" });
    const origin = "http://host.containers.internal:4010";
    const there = new URL(route.baseUrl("main", origin));
    assert.equal(there.origin, origin);
    assert.equal(there.pathname, new URL(route.baseUrl("main")).pathname);
    assert.equal(new URL(route.proxyUrl(origin)).host, new URL(origin).host);
  },

  "closing a route ends what is in flight on both sides, tells of it, and lets nothing more through": async (bench) => {
    const { gateway } = await bench.open();
    const ended: (number | null)[] = [];
    const route = await gateway.open({ run: "a", onCall: ({ status }) => ended.push(status) });
    const begun = Promise.withResolvers<void>();
    const asking = call(route.baseUrl("main"), "endless", { onPiece: begun.resolve });
    await begun.promise;
    const { calls, unmetered } = await route.close();
    assert.deepEqual([calls, unmetered, ended], [1, 1, [200]]);
    assert.equal((await asking).whole, false);
    await eventually(() => bench.provider.dropped() === 1, "the provider still works for a run that has ended");
    const status = await statusOf(route.baseUrl("main"));
    assert.ok(status === null || status >= 400, `a call after the end got ${status}`);
    assert.equal(bench.provider.received.length, 1);
  },

  "a summary may be had at any time, and closing again gives the last one again": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a" });
    assert.equal(route.summary().calls, 0);
    await call(route.baseUrl("main"), "stream");
    const [summary, again] = await Promise.all([route.close(), route.close()]);
    assert.equal(summary.calls, 1);
    assert.deepEqual(again, summary);
    await route[Symbol.asyncDispose]();
    assert.deepEqual([await route.close(), route.summary()], [summary, summary]);
  },

  "closing the gateway closes its routes, and again does nothing": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a" });
    const begun = Promise.withResolvers<void>();
    const asking = call(route.baseUrl("main"), "endless", { onPiece: begun.resolve });
    await begun.promise;
    await gateway.close();
    await gateway.close();
    assert.equal((await asking).whole, false);
    const status = await statusOf(route.baseUrl("main"));
    assert.ok(status === null || status >= 400, `a call after the end got ${status}`);
    assert.equal(route.summary().calls, 1);
  },

  "a route may have a socket, made for it and gone with it": async (bench) => {
    const { gateway, socket } = await bench.open();
    const route = await gateway.open({ run: "a", socket });
    const base = route.baseUrl("main");
    assert.equal((await call(base, "stream", { socket })).status, 200);
    await expectError(gateway.open({ run: "b", socket }), "GATEWAY_FAILED");
    assert.equal((await call(base, "stream", { socket })).status, 200, "what could not be opened closed what was open");
    assert.equal((await route.close()).calls, 2);
    await assert.rejects(call(base, "stream", { socket }), /ENOENT/);
    const after = await gateway.open({ run: "c", socket });
    assert.equal((await call(after.baseUrl("main"), "stream", { socket })).status, 200);
  },

  "a socket that can't be is refused": async (bench) => {
    const { gateway, socket } = await bench.open();
    await expectError(gateway.open({ run: "a", socket: "llm.sock" }), "CONFIG_INVALID");
    await expectError(gateway.open({ run: "a", socket: `/${"x".repeat(200)}` }), "CONFIG_INVALID");
    await expectError(gateway.open({ run: "a", socket: `${socket}.missing/llm.sock` }), "GATEWAY_FAILED");
  },

  "hosts that are not allowed are blocked and noted": async (bench) => {
    const { gateway } = await bench.open();
    const route = await gateway.open({ run: "a", allow: ["pkgs.example:8443", "*.docs.example"] });
    const blocked = ["other.example:443", "pkgs.example:443", "docs.example:443", "pkgs.example.evil:8443"];
    for (const host of [...blocked, "other.example:443"])
      assert.ok((await tunnelStatus(route, host)) >= 400, `${host} was reached`);
    assert.deepEqual((await route.close()).blocked, [
      { host: "docs.example", times: 1 },
      { host: "other.example", times: 2 },
      { host: "pkgs.example", times: 1 },
      { host: "pkgs.example.evil", times: 1 },
    ]);
  },

  "an allowed host is reached, through the addresses that it was allowed by": async (bench) => {
    const { gateway } = await bench.open();
    const { host } = new URL(bench.provider.url);
    const [open, shut] = [await gateway.open({ run: "a", allow: [host] }), await gateway.open({ run: "b" })];
    assert.equal(await tunnelStatus(open, host), 200);
    assert.ok((await tunnelStatus(shut, host)) >= 400, "what one run may reach another one reached too");
    assert.deepEqual((await open.close()).blocked, []);
  },

  "what is no host can't be allowed": async (bench) => {
    const { gateway } = await bench.open();
    for (const entry of ["", "https://pkgs.example", "pkgs.example/path", "pkgs.example:0", "*"])
      await expectError(gateway.open({ run: "a", allow: [entry] }), "CONFIG_INVALID");
  },
};
