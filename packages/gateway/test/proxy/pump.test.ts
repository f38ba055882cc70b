import { expect, test } from "vitest";
import { ANTHROPIC_STREAM } from "../support/answers.ts";
import { openGateway, until } from "../support/open-gateway.ts";
import { type ProviderServer, providerServer, sseText } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

const STREAMS = 40;
const EVENTS = 60;
const event = (n: number): string =>
  `event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"text":"${n}"}}\n\n`;
const WHOLE = Array.from({ length: EVENTS }, (_, n) => event(n)).join("") + sseText(ANTHROPIC_STREAM.slice(-2));

/** Writes an event every few milliseconds, and breaks off half-way where it is asked to. */
function slowProvider(): Promise<ProviderServer> {
  return providerServer(async (response, { body }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let n = 0; n < EVENTS; n++) {
      response.write(event(n));
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (body.includes("cut") && n === EVENTS / 2) return void response.destroy();
    }
    response.end(sseText(ANTHROPIC_STREAM.slice(-2)));
  });
}

test.each([
  ["directly", (url: string) => [url, {}] as const],
  ["through the operator's proxy", (url: string) => ["http://provider.invalid", { env: { HTTP_PROXY: url } }] as const],
])(
  "with many streams at once, %s, each one is whole, in order and metered, and a broken one is seen as broken",
  async (_how, way) => {
    await using provider = await slowProvider();
    await using open = await openGateway(...way(provider.url));
    const url = `${open.route.baseUrl("main")}/v1/messages`;
    const all = await Promise.all(
      Array.from({ length: STREAMS }, (_, i) => send(url, { body: i % 4 === 0 ? "cut" : "{}" })),
    );
    all.forEach((sent, i) => {
      expect(sent.whole).toBe(i % 4 !== 0);
      if (sent.whole) expect(sent.body).toBe(WHOLE);
      else expect(WHOLE.startsWith(sent.body) && sent.body.length > 0).toBe(true);
    });
    expect(await open.route.close()).toMatchObject({
      calls: STREAMS,
      failed: STREAMS / 4,
      usage: { outputTokens: 340 * STREAMS * 0.75 },
    });
  },
);

test("with many streams at once, agents that go away still end the provider's work", async () => {
  let open = 0;
  await using provider = await providerServer((response) => {
    open += 1;
    response.on("close", () => {
      open -= 1;
    });
    response.writeHead(200, { "content-type": "text/event-stream" });
    const timer = setInterval(() => response.write(event(0)), 3);
    response.on("close", () => clearInterval(timer));
  });
  await using gateway = await openGateway(provider.url);
  const abort = new AbortController();
  let flowing = 0;
  const sending = Array.from({ length: STREAMS }, () => {
    let seen = 0;
    const onChunk = (): void => void (++seen === 3 && flowing++);
    return send(`${gateway.route.baseUrl("main")}/v1/messages`, { signal: abort.signal, onChunk }).catch(() => null);
  });
  await until(() => flowing === STREAMS);
  abort.abort();
  await Promise.all(sending);
  await until(() => open === 0 && gateway.calls().length === STREAMS);
  expect(new Set(gateway.calls().map(({ end }) => end))).toEqual(new Set(["client-abort"]));
});

test("with many streams at once, one whose agent does not read holds up no other, and ends when it reads", async () => {
  const big = "x".repeat(2_000_000);
  await using provider = await providerServer(async (response, { body }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let n = 0; n < 20; n++) {
      response.write(body.includes("big") ? `data: ${big}\n\n` : event(n));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    response.end();
  });
  await using open = await openGateway(provider.url);
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  const stuck = await fetch(url, { method: "POST", body: "big" });
  const others = await Promise.all(Array.from({ length: STREAMS }, () => send(url)));
  expect(others.every(({ whole }) => whole)).toBe(true);
  expect((await stuck.text()).length).toBe(20 * (big.length + 8));
});
