import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Gateway, GatewayRoute, GatewaySummary } from "@scylla/contracts";
import { gatewayConformance } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { type GatewayOptions, startGateway } from "../src/index.ts";

function casesOf(change: Partial<GatewayOptions> = {}, wrap: (gateway: Gateway) => Gateway = (gateway) => gateway) {
  return gatewayConformance({
    open: async ({ baseUrl, key, limits }) => {
      const dir = mkdtempSync(join(tmpdir(), "gw-"));
      const gateway = await startGateway({
        providers: [
          { id: "main", baseUrl, key: { env: "KEY" }, scheme: "x-api-key" },
          { id: "keyless", baseUrl, key: { env: "ABSENT" } },
        ],
        env: { KEY: key },
        price: ({ usage }) => (usage.outputTokens ?? 0) * 1000,
        limits,
        ...change,
      });
      return {
        gateway: wrap(gateway),
        socket: join(dir, "llm.sock"),
        dispose: async () => {
          await gateway.close();
          rmSync(dir, { recursive: true, force: true });
        },
      };
    },
  });
}

describe("the gateway", () => {
  for (const { name, run } of casesOf()) test(name, run);
});

type Defect = readonly [
  defect: string,
  notices: RegExp,
  change: Partial<GatewayOptions>,
  wrap?: (gateway: Gateway) => Gateway,
];

const DEFECTS: readonly Defect[] = [
  ["has no price", /^calls are counted and priced/, { price: () => null }],
  ["forgets the limits over all", /^a limit over all/, { limits: {} }],
  ["forgets the limits of runs", /^a limit of a run/, {}, opening((open, { limits: _, ...rest }) => open(rest))],
  ["tells nobody of calls", /^each call is told/, {}, opening((open, { onCall: _, ...rest }) => open(rest))],
  ["allows every host", /^hosts that are not allowed/, {}, summing(() => ({ blocked: [] }))],
  ["keeps what it was asked to itself", /^the first four/, {}, summing(() => ({ firstRequests: [] }))],
  ["counts cut streams as metered", /^a stream that breaks off/, {}, summing(() => ({ unmetered: 0 }))],
  ["ignores the socket", /^a route may have a socket/, {}, opening((open, { socket: _, ...rest }) => open(rest))],
  ["does not look for keys", /^a run that needs a key/, {}, opening((open, { providers: _, ...rest }) => open(rest))],
  ["invents providers", /^a provider that it does not have/, {}, routing({ baseUrl: () => "http://127.0.0.1:1" })],
  ["leaves calls in flight", /^closing a route/, {}, leaving],
  ["gives each run the same route", /^two routes of one name/, {}, sharing],
];

test.each<Defect>(DEFECTS)("a gateway that %s is noticed", async (_defect, notices, change, wrap) => {
  const [one, ...more] = casesOf(change, wrap).filter(({ name }) => notices.test(name));
  expect(more).toEqual([]);
  await expect(one?.run()).rejects.toMatchObject({ name: "AssertionError" });
});

type Opening = (open: Gateway["open"], request: Parameters<Gateway["open"]>[0]) => ReturnType<Gateway["open"]>;

function opening(change: Opening) {
  return (gateway: Gateway): Gateway => ({ ...gateway, open: (request) => change(gateway.open, request) });
}

function routing(change: Partial<GatewayRoute>) {
  return opening(async (open, request) => ({ ...(await open(request)), ...change }));
}

function summing(change: (summary: GatewaySummary) => Partial<GatewaySummary>) {
  return opening(async (open, request) => {
    const route = await open(request);
    const changed = (summary: GatewaySummary) => ({ ...summary, ...change(summary) });
    return { ...route, summary: () => changed(route.summary()), close: async () => changed(await route.close()) };
  });
}

function leaving(gateway: Gateway): Gateway {
  return opening(async (open, request) => {
    const route = await open(request);
    return { ...route, close: async () => route.summary() };
  })(gateway);
}

function sharing(gateway: Gateway): Gateway {
  let route: Promise<GatewayRoute> | null = null;
  return opening((open, request) => (route ??= open(request)))(gateway);
}
