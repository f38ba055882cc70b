import { expect, test } from "vitest";
import { ANTHROPIC_STREAM } from "./support/answers.ts";
import { openGateway } from "./support/open-gateway.ts";
import { json, providerServer, sse } from "./support/provider-server.ts";
import { send } from "./support/send.ts";

const answering = () => providerServer((response) => sse(response, ANTHROPIC_STREAM));
/** 1,200 + 7,000 + 500 + 340. */
const TOKENS = 9040;
const cent = () => 10_000_000;

test.each([
  [{ calls: 2 }, 2, "the limit of 2 calls for this run is reached", { limit: "calls", allowed: 2, spent: 2 }],
  [
    { tokens: TOKENS + 1 },
    2,
    `the limit of ${TOKENS + 1} tokens for this run is reached`,
    { limit: "tokens", allowed: TOKENS + 1, spent: 2 * TOKENS },
  ],
  [
    { cost: 25_000_000 },
    3,
    "the limit of 0.025000 USD for this run is reached: 0.03 USD are spent",
    { limit: "cost", allowed: 25_000_000, spent: 30_000_000 },
  ],
] as const)(
  "%j: after %d calls no more are let through, and the provider is not asked",
  async (limits, calls, message, reached) => {
    await using provider = await answering();
    await using open = await openGateway(provider.url, { price: cent }, { limits });
    const url = `${open.route.baseUrl("main")}/v1/messages`;
    for (let i = 0; i < calls; i++) expect(await send(url)).toMatchObject({ status: 200 });
    for (let i = 0; i < 2; i++) {
      const refused = await send(url);
      expect(refused).toMatchObject({ status: 403, headers: { "x-should-retry": "false" } });
      expect(JSON.parse(refused.body)).toEqual({ type: "error", error: { type: "permission_error", message } });
    }
    expect(provider.received).toHaveLength(calls);
    expect(await open.route.close()).toMatchObject({
      calls,
      refused: 2,
      failed: 0,
      limit: { scope: "run", ...reached },
    });
    expect(open.facts.filter(({ kind }) => kind === "limit")).toEqual([
      { kind: "limit", run: "7-1", scope: "run", ...reached },
    ]);
  },
);

test.each([
  [
    "/v1/responses",
    { error: { type: "invalid_request_error", code: "gateway_limit", param: null, message: expect.any(String) } },
  ],
  [
    "/v1/chat/completions",
    { error: { type: "invalid_request_error", code: "gateway_limit", param: null, message: expect.any(String) } },
  ],
  [
    "/v1beta/models/gemini-2.5-pro:generateContent",
    { error: { code: 403, status: "PERMISSION_DENIED", message: expect.any(String) } },
  ],
])("%s: a limit is told in the provider's own form", async (path, body) => {
  await using open = await openGateway("http://127.0.0.1:9", {}, { limits: { calls: 0 } });
  const refused = await send(`${open.route.baseUrl("main")}${path}`);
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.body)).toEqual(body);
});

test("a limit over all runs stops each of them, and each summary says which limit it was", async () => {
  await using provider = await answering();
  await using open = await openGateway(provider.url, { limits: { calls: 3 } }, { limits: { calls: 2 } });
  const other = await open.gateway.open({ run: "7-2" });
  const [a, b] = [open.route, other].map((route) => `${route.baseUrl("main")}/v1/messages`) as [string, string];
  expect(
    [await send(a), await send(b), await send(a), await send(a), await send(b)].map(({ status }) => status),
  ).toEqual([200, 200, 200, 403, 403]);
  expect(await open.route.close()).toMatchObject({ limit: { scope: "run", limit: "calls", spent: 2 } });
  expect(await other.close()).toMatchObject({
    calls: 1,
    limit: { scope: "all", limit: "calls", allowed: 3, spent: 3 },
  });
});

test("calls at the same time are counted before any of them has ended", async () => {
  await using provider = await providerServer(async (response) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    json(response, 200, {});
  });
  await using open = await openGateway(provider.url, {}, { limits: { calls: 5 } });
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  const statuses = (await Promise.all(Array.from({ length: 12 }, () => send(url)))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(5);
  expect(provider.received).toHaveLength(5);
});
