import type { MeteredCall } from "@scylla/contracts";
import { expect, test } from "vitest";
import { ANTHROPIC_STREAM, RESPONSES_STREAM } from "../support/answers.ts";
import { openGateway, until } from "../support/open-gateway.ts";
import { json, providerServer, sse } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

test("calls of several models are summed by provider and model, and each is priced as it was served", async () => {
  await using provider = await providerServer((response, { url }) =>
    url.includes("responses") ? sse(response, RESPONSES_STREAM) : sse(response, ANTHROPIC_STREAM),
  );
  await using open = await openGateway(provider.url, {
    price: ({ model, usage }) => (model?.startsWith("claude") ? (usage.outputTokens ?? 0) * 15_000 : null),
  });
  const base = open.route.baseUrl("main");
  await send(`${base}/v1/messages`, { body: '{"model":"sonnet"}' });
  await send(`${base}/v1/messages`, { body: '{"model":"sonnet","n":2}' });
  await send(`${base}/v1/responses`, { body: '{"model":"gpt-5"}' });
  const summary = await open.route.close();
  const usage = {
    inputTokens: 1200,
    cacheReadTokens: 7000,
    cacheWriteTokens: 500,
    outputTokens: 340,
    reasoningTokens: 128,
  };
  const twice = Object.fromEntries(Object.entries(usage).map(([part, tokens]) => [part, 2 * tokens]));
  expect(summary.models).toEqual([
    { provider: "main", model: "claude-sonnet-4-5-20250929", calls: 2, usage: twice, cost: 2 * 340 * 15_000 },
    { provider: "main", model: "gpt-5-2025-08-07", calls: 1, usage, cost: 0 },
  ]);
  expect(summary).toMatchObject({
    calls: 3,
    cost: 2 * 340 * 15_000,
    unpriced: 1,
    unmetered: 0,
    usage: { outputTokens: 3 * 340 },
  });
  expect(open.calls()[0]?.model).toEqual({ asked: "sonnet", served: "claude-sonnet-4-5-20250929" });
});

test("the owner of a run is told of each of its calls, and of no other's, when the summary has it", async () => {
  await using provider = await providerServer((response, { body }) =>
    body === "bad" ? json(response, 500, {}) : sse(response, ANTHROPIC_STREAM),
  );
  const told: MeteredCall[] = [];
  const summed: number[] = [];
  await using open = await openGateway(provider.url, { price: () => 7 }, { onCall: (call) => told.push(call) });
  const other = await open.gateway.open({ run: "7-2", onCall: () => summed.push(other.summary().failed) });
  await send(`${open.route.baseUrl("main")}/v1/messages`, { body: '{"model":"sonnet"}' });
  await send(`${open.route.baseUrl("main")}/v1/models`, { method: "GET" });
  await send(`${other.baseUrl("main")}/v1/messages`, { body: "bad" });
  await open.gateway.close();
  expect(told).toMatchObject([
    {
      call: 1,
      provider: "main",
      model: { asked: "sonnet", served: "claude-sonnet-4-5-20250929" },
      status: 200,
      usage: { inputTokens: 1200, outputTokens: 340 },
      metered: true,
      cost: 7,
      retryOf: null,
    },
  ]);
  expect(summed).toEqual([1]);
});

test("what passes an agent's own login costs nobody that sum", async () => {
  await using provider = await providerServer((response) => sse(response, ANTHROPIC_STREAM));
  const providers = (["agent", "gateway"] as const).map((login) => ({ id: login, baseUrl: provider.url, login }));
  await using open = await openGateway("", { providers });
  await send(`${open.route.baseUrl("gateway")}/v1/messages`);
  expect(open.route.summary()).toMatchObject({ calls: 1, notional: false });
  await send(`${open.route.baseUrl("agent")}/v1/messages`);
  expect(await open.route.close()).toMatchObject({ calls: 2, notional: true });
});

test("times and bytes are those of the call", async () => {
  await using provider = await providerServer(async (response) => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${JSON.stringify(ANTHROPIC_STREAM[0])}\n\n`);
    await new Promise((resolve) => setTimeout(resolve, 40));
    response.end(`data: ${JSON.stringify(ANTHROPIC_STREAM[3])}\n\n`);
  });
  await using open = await openGateway(provider.url);
  const sent = await send(`${open.route.baseUrl("main")}/v1/messages`, { body: '{"model":"m"}' });
  await open.route.close();
  const [call] = open.calls();
  expect(call).toMatchObject({ requestBytes: 13, responseBytes: Buffer.byteLength(sent.body) });
  expect(call?.headMs).toBeGreaterThanOrEqual(39);
  expect(call?.firstTokenMs).toBeGreaterThanOrEqual((call?.headMs ?? 0) + 35);
  expect(call?.durationMs).toBeGreaterThanOrEqual(call?.firstTokenMs ?? 0);
  expect(Math.abs((call?.startedAtMs ?? 0) + (call?.durationMs ?? 0) - Date.now())).toBeLessThan(10_000);
});

test("a repeat of a failed call is seen as one, by its body or because the client says so", async () => {
  const statuses = [529, 500, 200, 200, 500, 200];
  await using provider = await providerServer((response) => {
    const status = statuses.shift() ?? 200;
    json(response, status, status === 200 ? {} : { error: { type: "api_error", message: "no" } });
  });
  await using open = await openGateway(provider.url);
  const ask = (body: string, retry?: string) =>
    send(`${open.route.baseUrl("main")}/v1/messages`, {
      body,
      ...(retry ? { headers: { "x-stainless-retry-count": retry } } : {}),
    });
  for (const [body, retry] of [["a"], ["a"], ["a"], ["a"], ["b"], ["b, with fewer betas", "1"]] as const)
    await ask(body, retry);
  const summary = await open.route.close();
  expect(open.calls().map(({ call, status, retryOf }) => [call, status, retryOf])).toEqual([
    [1, 529, null],
    [2, 500, 1],
    [3, 200, 2],
    [4, 200, null],
    [5, 500, null],
    [6, 200, 5],
  ]);
  expect(summary).toMatchObject({ calls: 6, failed: 3, retries: 3 });
});

test("a refusal for rate is a signal of its own, from headers and from the middle of a stream", async () => {
  await using provider = await providerServer((response, { body }) => {
    if (body === "a")
      json(response, 429, { error: { type: "rate_limit_error", message: "slow" } }, { "retry-after": "7" });
    else
      sse(response, [
        ...ANTHROPIC_STREAM.slice(0, 3),
        { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
      ]);
  });
  await using open = await openGateway("", {
    providers: [{ id: "main", baseUrl: provider.url, rateKey: "team-a" }],
  });
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  const before = Date.now();
  expect(await send(url, { body: "a" })).toMatchObject({ status: 429, headers: { "retry-after": "7" } });
  await until(() => open.facts.length === 2);
  expect(open.facts[1]).toMatchObject({ kind: "rate", run: "7-1", key: "team-a", status: 429, source: "retry-after" });
  const { rateLimit } = open.route.summary();
  expect(rateLimit?.untilMs).toBeGreaterThanOrEqual(before + 7000);
  await send(url, { body: "b" });
  const summary = await open.route.close();
  expect(open.facts.slice(2)).toMatchObject([
    { kind: "call", status: 200, error: { type: "overloaded_error", message: "Overloaded" }, metered: false },
    { kind: "rate", status: 529, untilMs: null },
  ]);
  expect(summary).toMatchObject({ failed: 2, rateLimit: { key: "team-a", untilMs: null }, lastStatus: 200 });
});
