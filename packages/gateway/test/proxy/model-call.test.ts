import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ANTHROPIC_STREAM, CHAT_STREAM, GEMINI_STREAM, RESPONSES_STREAM } from "../support/answers.ts";
import { KEY, openGateway, until } from "../support/open-gateway.ts";
import { json, providerServer, sse, sseText } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

const BODY = JSON.stringify({ model: "claude-sonnet-4-5", stream: true, messages: [] });
const CACHED = { inputTokens: 1200, cacheReadTokens: 7000, outputTokens: 340, reasoningTokens: 128 };

test.each([
  [
    "/v1/messages?beta=true",
    ANTHROPIC_STREAM,
    "anthropic-messages",
    "claude-sonnet-4-5-20250929",
    { ...CACHED, cacheWriteTokens: 500 },
  ],
  ["/v1/responses", RESPONSES_STREAM, "openai-responses", "gpt-5-2025-08-07", { ...CACHED, cacheWriteTokens: 500 }],
  ["/v1/chat/completions", CHAT_STREAM, "openai-chat", "gpt-5-mini", CACHED],
  ["/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", GEMINI_STREAM, "gemini", "gemini-2.5-pro", CACHED],
] as const)(
  "%s: the stream reaches the agent byte for byte, and its usage is told in one meaning",
  async (path, events, dialect, served, usage) => {
    await using provider = await providerServer((response) => sse(response, events));
    await using open = await openGateway(provider.url);
    const sent = await send(`${open.route.baseUrl("main")}${path}`, { body: BODY });
    expect(sent).toMatchObject({ status: 200, whole: true, body: sseText(events) });
    expect(provider.received).toMatchObject([{ method: "POST", url: path, body: BODY }]);
    const { calls, ...summary } = await open.route.close();
    expect(open.calls()).toMatchObject([
      {
        run: "7-1",
        call: 1,
        provider: "main",
        dialect,
        model: { served },
        status: 200,
        end: "complete",
        usage,
        metered: true,
        error: null,
      },
    ]);
    expect(open.calls()[0]?.usage).toEqual(usage);
    expect(calls).toBe(1);
    expect(summary).toMatchObject({ failed: 0, refused: 0, unmetered: 0, unpriced: 1, lastStatus: 200, usage });
  },
);

test("each event reaches the agent while the provider is still writing the next", async () => {
  const seen: string[] = [];
  await using provider = await providerServer(async (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const word of ["one", "two", "three"]) {
      response.write(`data: {"n":"${word}"}\n\n`);
      await until(() => seen.join("").includes(word));
    }
    response.end();
  });
  await using open = await openGateway(provider.url);
  await send(`${open.route.baseUrl("main")}/v1/messages`, { onChunk: (chunk) => seen.push(chunk) });
  expect(seen.join("")).toContain("three");
});

test("the head of an answer reaches the agent before there is a body", async () => {
  const gate = Promise.withResolvers<void>();
  await using provider = await providerServer(async (response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "request-id": "req_1" });
    response.flushHeaders();
    await gate.promise;
    response.end();
  });
  await using open = await openGateway(provider.url);
  const answer = await fetch(`${open.route.baseUrl("main")}/v1/messages`, { method: "POST", body: "{}" });
  expect(answer.headers.get("request-id")).toBe("req_1");
  gate.resolve();
  expect(await answer.text()).toBe("");
});

test("an agent that does not read makes the provider wait, and memory does not grow with the answer", async () => {
  let written = 0;
  let full = false;
  await using provider = await providerServer(async (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const piece = `data: ${"x".repeat(64 * 1024)}\n\n`;
    const closed = new Promise((resolve) => response.once("close", resolve));
    while (!response.destroyed && written < 200e6) {
      written += piece.length;
      if (response.write(piece)) continue;
      const stuck = setTimeout(() => {
        full = true;
      }, 500);
      await Promise.race([new Promise((resolve) => response.once("drain", resolve)), closed]);
      clearTimeout(stuck);
    }
    response.end();
  });
  await using open = await openGateway(provider.url);
  const answer = await fetch(`${open.route.baseUrl("main")}/v1/messages`, { method: "POST", body: "{}" });
  await until(() => full);
  expect(written).toBeLessThan(60e6);
  await answer.body?.cancel();
  await until(() => open.calls().length === 1);
  expect(open.calls()).toMatchObject([{ end: "client-abort", metered: false }]);
});

test("an agent that goes away ends the provider's work at once, and what was told until then is kept", async () => {
  const closed = Promise.withResolvers<void>();
  await using provider = await providerServer((response) => {
    response.on("close", () => closed.resolve());
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(sseText(ANTHROPIC_STREAM.slice(0, 4)));
  });
  await using open = await openGateway(provider.url);
  const abort = new AbortController();
  const sending = send(`${open.route.baseUrl("main")}/v1/messages`, {
    signal: abort.signal,
    onChunk: () => abort.abort(),
  });
  expect(await sending.catch(() => ({ whole: false }))).toMatchObject({ whole: false });
  await closed.promise;
  await until(() => open.calls().length === 1);
  expect(open.calls()[0]).toMatchObject({
    status: 200,
    end: "client-abort",
    metered: false,
    usage: { inputTokens: 1200, cacheReadTokens: 7000 },
  });
  expect(open.calls()[0]?.usage).not.toHaveProperty("outputTokens");
  expect(open.route.summary()).toMatchObject({ unmetered: 1, failed: 0 });
});

test("an agent that goes away before the answer began reaches the provider too", async () => {
  const closed = Promise.withResolvers<void>();
  await using provider = await providerServer((response) => void response.on("close", () => closed.resolve()));
  await using open = await openGateway(provider.url);
  const abort = new AbortController();
  const sending = send(`${open.route.baseUrl("main")}/v1/messages`, { signal: abort.signal });
  await until(() => provider.received.length === 1);
  abort.abort();
  await expect(sending).rejects.toThrow();
  await closed.promise;
  await until(() => open.calls().length === 1);
  expect(open.calls()).toMatchObject([{ status: null, end: "client-abort" }]);
});

test("a stream that the provider breaks off is broken off for the agent, never ended cleanly", async () => {
  await using provider = await providerServer((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(sseText(ANTHROPIC_STREAM.slice(0, 4)), () => response.destroy());
  });
  await using open = await openGateway(provider.url);
  const sent = await send(`${open.route.baseUrl("main")}/v1/messages`);
  expect(sent).toMatchObject({ status: 200, whole: false, body: sseText(ANTHROPIC_STREAM.slice(0, 4)) });
  expect(await open.route.close()).toMatchObject({ calls: 1, failed: 1, unmetered: 1 });
  expect(open.calls()).toMatchObject([{ end: "cut", metered: false }]);
});

test("a provider that says nothing for too long is given up, in the middle of a stream too", async () => {
  await using provider = await providerServer((response, { body }) => {
    if (body.includes("head")) return;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": hello\n\n");
  });
  await using open = await openGateway(provider.url, { idleMs: 150 });
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  expect(await send(url)).toMatchObject({ status: 200, whole: false });
  const late = await send(url, { body: '{"head":1}' });
  expect(late.status).toBe(504);
  expect(JSON.parse(late.body)).toEqual({
    type: "error",
    error: { type: "timeout_error", message: "main did not answer in time" },
  });
  await open.route.close();
  expect(open.calls()).toMatchObject([
    { end: "timeout", status: 200 },
    { end: "timeout", status: null },
  ]);
});

test("a provider that is not there is an error of the provider's own form that clients try again", async () => {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
  const { port } = free.address() as { port: number };
  await new Promise((resolve) => free.close(resolve));
  await using open = await openGateway(`http://127.0.0.1:${port}`);
  const sent = await send(`${open.route.baseUrl("main")}/v1/responses`);
  expect(sent).toMatchObject({ status: 502, whole: true });
  expect(sent.headers).not.toHaveProperty("x-should-retry");
  expect(JSON.parse(sent.body)).toEqual({
    error: {
      message: "main can't be reached (ECONNREFUSED)",
      type: "server_error",
      param: null,
      code: "gateway_unreachable",
    },
  });
  expect(open.calls()).toMatchObject([{ status: null, end: "unreachable" }]);
});

test("only the gateway's key reaches the provider, whatever the agent sends as one", async () => {
  await using provider = await providerServer((response) => json(response, 200, {}));
  await using open = await openGateway(provider.url);
  await send(`${open.route.baseUrl("main")}/v1/messages?key=sk-mine&beta=true&%6Bey=sk-mine`, {
    headers: {
      authorization: "Bearer sk-mine",
      "x-api-key": ["sk-mine", "sk-mine-too"],
      "x-goog-api-key": "sk-mine",
      "api-key": "sk-mine",
      cookie: "sk-mine",
      "openai-organization": "sk-mine",
      "x-forwarded-for": "sk-mine",
      "x-odd": "sk-mine",
      connection: "close, x-odd",
      "anthropic-beta": ["a", "b"],
      "anthropic-version": "2023-06-01",
    },
  });
  const [seen] = provider.received;
  expect(JSON.stringify(seen)).not.toContain("sk-mine");
  expect(seen?.url).toBe("/v1/messages?beta=true");
  expect(seen?.headers).toMatchObject({
    "x-api-key": KEY,
    "anthropic-version": "2023-06-01",
    "anthropic-beta": "a, b",
  });
});

test("neither the key, nor who the operator is, reaches the agent: not in headers, not in an error that repeats it", async () => {
  await using provider = await providerServer((response) =>
    json(
      response,
      401,
      { error: { type: "authentication_error", message: `bad key ${KEY}` } },
      {
        "set-cookie": "session=1",
        "anthropic-organization-id": "org-1",
        "x-debug": `key ${KEY}`,
        "request-id": "req_1",
      },
    ),
  );
  await using open = await openGateway(provider.url);
  const sent = await send(`${open.route.baseUrl("main")}/v1/messages`);
  expect(sent).toMatchObject({ status: 401, headers: { "request-id": "req_1", "x-debug": "key [key]" } });
  expect(JSON.stringify([sent, open.facts, await open.route.close()])).not.toMatch(/sk-operator|org-1|session=1/);
  expect(open.calls()[0]?.error).toEqual({ type: "authentication_error", message: "bad key [key]" });
});

test("the agent's own login passes through when the user says so", async () => {
  await using provider = await providerServer((response) => json(response, 200, {}));
  await using open = await openGateway("", {
    providers: [{ id: "main", baseUrl: provider.url, key: { env: "NOT_SET" }, login: "agent" }],
  });
  await send(`${open.route.baseUrl("main")}/v1/messages`, { headers: { authorization: "Bearer oauth-token" } });
  expect(provider.received[0]?.headers.authorization).toBe("Bearer oauth-token");
});

test("an answer that is compressed all the same passes as it is, and is metered", async () => {
  const packed = gzipSync(sseText(ANTHROPIC_STREAM));
  await using provider = await providerServer((response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
    response.end(packed);
  });
  await using open = await openGateway(provider.url);
  const answer = await fetch(`${open.route.baseUrl("main")}/v1/messages`, { method: "POST", body: "{}" });
  expect(await answer.text()).toBe(sseText(ANTHROPIC_STREAM));
  expect(provider.received[0]?.headers["accept-encoding"]).toBe("identity");
  await open.route.close();
  expect(open.calls()).toMatchObject([{ metered: true, usage: { outputTokens: 340 }, responseBytes: packed.length }]);
});

test("what costs nothing passes uncounted: token counts and lists of models", async () => {
  await using provider = await providerServer((response) => json(response, 200, { input_tokens: 5 }));
  await using open = await openGateway(provider.url, {}, { limits: { calls: 0 } });
  expect(await send(`${open.route.baseUrl("main")}/v1/messages/count_tokens`)).toMatchObject({ status: 200 });
  expect(await send(`${open.route.baseUrl("main")}/v1/models?limit=5`, { method: "GET" })).toMatchObject({
    status: 200,
  });
  expect(await open.route.close()).toMatchObject({ calls: 0, refused: 0 });
});

test("a request larger than allowed is refused without reading it to its end", async () => {
  await using provider = await providerServer((response) => json(response, 200, {}));
  await using open = await openGateway(provider.url, { maxRequestBytes: 1000 });
  const sent = await send(`${open.route.baseUrl("main")}/v1/messages`, { body: "x".repeat(1001) });
  expect(sent.status).toBe(413);
  expect(JSON.parse(sent.body)).toMatchObject({ error: { type: "request_too_large" } });
  expect(await send(`${open.route.baseUrl("main")}/v1/messages`, { body: "x".repeat(1000) })).toMatchObject({
    status: 200,
  });
  expect(provider.received).toHaveLength(1);
  expect(await open.route.close()).toMatchObject({ calls: 1, refused: 1 });
});

test("every request is shown to whoever checks what an agent was given", async () => {
  const seen: unknown[] = [];
  await using provider = await providerServer((response) => json(response, 200, {}));
  await using open = await openGateway(provider.url, { onRequest: (request) => seen.push(request) });
  await send(`${open.route.baseUrl("main")}/v1/messages`, { body: '{"system":"Be terse.","tools":[{"name":"Bash"}]}' });
  await open.route.close();
  expect(seen).toEqual([
    {
      run: "7-1",
      call: 1,
      provider: "main",
      path: "/v1/messages",
      body: { system: "Be terse.", tools: [{ name: "Bash" }] },
    },
  ]);
});
