import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ANTHROPIC_STREAM } from "../support/answers.ts";
import { type OpenGateway, openGateway, until } from "../support/open-gateway.ts";
import { type ProviderServer, providerServer, sse, sseText } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

/** So many open streams make the others wait as long as any ever do: 150 ms. */
const OPEN = 60;
const LONGEST_MS = 150;
const EVENT = 'data: {"type":"content_block_delta","delta":{"text":"x"}}\n\n';
const ERROR = { type: "error", error: { type: "overloaded_error", message: "later" } };

let provider: ProviderServer;
let open: OpenGateway;
let flowing = 0;
/** Answers that the provider has begun and nobody has ended. */
let begun: Set<ServerResponse>;
let silent: AbortController;
let waiting: Promise<unknown>[];
/** When the provider wrote the last event of a call with silences. */
let writtenAt = 0;
let goOn: () => void = () => {};

const url = (): string => `${open.route.baseUrl("main")}/v1/messages`;

beforeEach(async () => {
  flowing = 0;
  const mine = new Set<ServerResponse>();
  begun = mine;
  provider = await providerServer(async (response, { body }) => {
    if (body === "short") return sse(response, ANTHROPIC_STREAM);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(EVENT);
    mine.add(response);
    response.on("close", () => mine.delete(response));
    if (body === "broken off in words") return void response.end(sseText([...ANTHROPIC_STREAM.slice(0, 1), ERROR]));
    if (body !== "silences") return;
    for (let n = 0; n < 8; n++) {
      const { promise, resolve } = Promise.withResolvers<void>();
      goOn = resolve;
      await promise;
      await sleep(LONGEST_MS + 20);
      writtenAt = performance.now();
      response.write(EVENT);
    }
    response.end();
  });
  open = await openGateway(provider.url);
  silent = new AbortController();
  const { signal } = silent;
  waiting = Array.from({ length: OPEN }, () =>
    send(url(), { body: "open", signal, onChunk: () => flowing++ }).catch(() => null),
  );
  await until(() => flowing === OPEN);
});

afterEach(async () => {
  silent.abort();
  await Promise.all(waiting);
  await open[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

test("beside many open streams, answers that come at once are passed on at once, to their end", async () => {
  const started = performance.now();
  for (let n = 0; n < 20; n++)
    expect(await send(url(), { body: "short" })).toMatchObject({ whole: true, body: sseText(ANTHROPIC_STREAM) });
  expect((performance.now() - started) / 20).toBeLessThan(LONGEST_MS / 2);
});

test("beside many open streams, what comes after a silence does not wait", async () => {
  const delays: number[] = [];
  const onChunk = (): void => {
    if (writtenAt > 0) delays.push(performance.now() - writtenAt);
    goOn();
  };
  expect(await send(url(), { body: "silences", onChunk })).toMatchObject({ whole: true, body: EVENT.repeat(9) });
  expect(delays).toHaveLength(8);
  expect(delays.sort((a, b) => a - b)[4]).toBeLessThan(LONGEST_MS / 2);
});

test("beside many open streams, an error in the middle of one is passed on and told", async () => {
  const sent = await send(url(), { body: "broken off in words" });
  expect(sent.whole).toBe(true);
  expect(sent.body.endsWith(sseText([ERROR]))).toBe(true);
  await until(() => open.calls().length === 1);
  expect(open.calls()).toMatchObject([{ end: "complete", error: { type: "overloaded_error" } }]);
});

test("a route that is closed ends all its streams, whether they rest or not", async () => {
  await open.route.close();
  expect(await Promise.all(waiting)).toEqual(
    Array.from({ length: OPEN }, () => expect.objectContaining({ whole: false })),
  );
  await until(() => begun.size === 0);
  expect(new Set(open.calls().map(({ end }) => end))).toEqual(new Set(["closed"]));
});
