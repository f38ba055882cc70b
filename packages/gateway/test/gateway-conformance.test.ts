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

interface Defect {
  readonly defect: string;
  readonly notices: RegExp;
  readonly change?: Partial<GatewayOptions>;
  readonly wrap?: (gateway: Gateway) => Gateway;
}

const DEFECTS: readonly Defect[] = [
  { defect: "has no price", notices: /^calls are counted and priced/, change: { price: () => null } },
  { defect: "forgets the limits over all", notices: /^a limit over all/, change: { limits: {} } },
  {
    defect: "forgets the limits of runs",
    notices: /^a limit of a run/,
    wrap: opening((open, { limits: _, ...rest }) => open(rest)),
  },
  {
    defect: "tells nobody of calls",
    notices: /^each call is told/,
    wrap: opening((open, { onCall: _, ...rest }) => open(rest)),
  },
  { defect: "allows every host", notices: /^hosts that are not allowed/, wrap: summing(() => ({ blocked: [] })) },
  {
    defect: "keeps what it was asked to itself",
    notices: /^the first four/,
    wrap: summing(() => ({ firstRequests: [] })),
  },
  {
    defect: "counts cut streams as metered",
    notices: /^a stream that breaks off/,
    wrap: summing(() => ({ unmetered: 0 })),
  },
  {
    defect: "ignores the socket",
    notices: /^a route may have a socket/,
    wrap: opening((open, { socket: _, ...rest }) => open(rest)),
  },
  {
    defect: "does not look for keys",
    notices: /^a run that needs a key/,
    wrap: opening((open, { providers: _, ...rest }) => open(rest)),
  },
  {
    defect: "invents providers",
    notices: /^a provider that it does not have/,
    wrap: routing({ baseUrl: () => "http://127.0.0.1:1" }),
  },
  { defect: "leaves calls in flight", notices: /^closing a route/, wrap: leaving },
  { defect: "gives each run the same route", notices: /^two routes of one name/, wrap: sharing },
];

test.each(DEFECTS)("a gateway that $defect is noticed", async ({ notices, change, wrap }) => {
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
