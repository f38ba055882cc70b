import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { ANTHROPIC_STREAM } from "../support/answers.ts";
import { KEY, openGateway } from "../support/open-gateway.ts";
import { providerServer, sse, sseText } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");

async function secureProvider(events: readonly unknown[] = ANTHROPIC_STREAM) {
  const server = createServer(
    { key: fixture("localhost.key"), cert: fixture("localhost.crt") },
    (request, response) => {
      request.resume();
      sse(response, events);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("a provider behind a certificate of one's own authority is reached when that is given", async () => {
  await using provider = await secureProvider();
  await using open = await openGateway("", {
    providers: [{ id: "main", baseUrl: provider.url, key: { value: KEY }, ca: fixture("localhost.crt") }],
  });
  expect(await send(`${open.route.baseUrl("main")}/v1/messages`)).toMatchObject({
    status: 200,
    body: sseText(ANTHROPIC_STREAM),
  });
});

test("large answers come whole over TLS, several at once and for agents that read late", async () => {
  await using provider = await secureProvider([{ type: "words", words: "x".repeat(3_000_000) }]);
  await using open = await openGateway("", {
    providers: [{ id: "main", baseUrl: provider.url, key: { value: KEY }, ca: fixture("localhost.crt") }],
  });
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  const late = await fetch(url, { method: "POST", body: "{}" });
  const others = await Promise.all(Array.from({ length: 8 }, () => send(url)));
  const lengths = [...others.map(({ body }) => body.length), (await late.text()).length];
  expect(new Set(lengths)).toEqual(new Set([sseText([{ type: "words", words: "x".repeat(3_000_000) }]).length]));
  expect(await open.route.close()).toMatchObject({ calls: 9, failed: 0 });
});

test("with many streams at once over TLS, each one comes whole, in order and metered", async () => {
  const events = [...Array.from({ length: 200 }, (_, n) => ({ type: "words", n })), ...ANTHROPIC_STREAM];
  await using provider = await secureProvider(events);
  await using open = await openGateway("", {
    providers: [{ id: "main", baseUrl: provider.url, key: { value: KEY }, ca: fixture("localhost.crt") }],
  });
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  const all = await Promise.all(Array.from({ length: 40 }, () => send(url)));
  expect(new Set(all.map(({ body, whole }) => whole && body))).toEqual(new Set([sseText(events)]));
  expect(await open.route.close()).toMatchObject({ calls: 40, failed: 0, usage: { outputTokens: 40 * 340 } });
});

test("a certificate that nobody vouches for gets no key", async () => {
  await using provider = await secureProvider();
  await using open = await openGateway(provider.url);
  const sent = await send(`${open.route.baseUrl("main")}/v1/messages`);
  expect(sent.status).toBe(502);
  expect(JSON.parse(sent.body).error.message).toMatch(
    /^main can't be reached \((DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)\)$/,
  );
});

test("connections to a provider are used again", async () => {
  await using provider = await providerServer((response) => sse(response, ANTHROPIC_STREAM));
  let connections = 0;
  provider.server.on("connection", () => {
    connections++;
  });
  await using open = await openGateway(provider.url);
  for (let i = 0; i < 3; i++) await send(`${open.route.baseUrl("main")}/v1/messages`);
  expect(connections).toBe(1);
});

test("the operator's own proxy is kept to on the way to a provider", async () => {
  await using proxy = await providerServer((response) => sse(response, ANTHROPIC_STREAM));
  await using open = await openGateway("http://provider.invalid", { env: { HTTP_PROXY: proxy.url } });
  expect(await send(`${open.route.baseUrl("main")}/v1/messages`)).toMatchObject({ status: 200 });
  expect(proxy.received).toMatchObject([{ url: "http://provider.invalid/v1/messages" }]);
});
