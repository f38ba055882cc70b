import { expect, test } from "vitest";
import { bedrock, type GatewayOptions, vertex } from "../src/index.ts";
import { ANTHROPIC_STREAM } from "./support/answers.ts";
import { chunk, exception, named, sendFrames } from "./support/frames.ts";
import { openGateway } from "./support/open-gateway.ts";
import { json, providerServer, sse } from "./support/provider-server.ts";
import { send } from "./support/send.ts";

const MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const STREAM = [
  ...ANTHROPIC_STREAM.slice(0, -1),
  { type: "message_stop", "amazon-bedrock-invocationMetrics": { inputTokenCount: 8700, outputTokenCount: 340 } },
];
const USED = {
  inputTokens: 1200,
  cacheReadTokens: 7000,
  cacheWriteTokens: 500,
  outputTokens: 340,
  reasoningTokens: 128,
};
const BEARER = "bedrock-api-key-0123456789";
const LOGIN = { AWS_BEARER_TOKEN_BEDROCK: BEARER };
const SIGNED = {
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE1",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG",
  AWS_SESSION_TOKEN: "session-token-0123456789",
};

const atBedrock = (url: string, env: Record<string, string> = LOGIN, more: Partial<GatewayOptions> = {}) =>
  openGateway("", { providers: [bedrock({ region: "us-east-1", baseUrl: url })], env, ...more });
const invoke = (base: string, stream = true) => `${base}/model/${MODEL}/invoke${stream ? "-with-response-stream" : ""}`;

test("a stream of Bedrock passes byte for byte, and is metered wherever the network cuts it", async () => {
  const bytes = Buffer.concat(STREAM.map(chunk));
  await using provider = await providerServer(async (response) => {
    response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
    for (let at = 0; at < bytes.length; at += 97) {
      response.write(bytes.subarray(at, at + 97));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  const priced: unknown[] = [];
  await using open = await atBedrock(provider.url, LOGIN, {
    price: ({ model }) => {
      priced.push(model);
      return 5;
    },
  });
  const headers = { authorization: "AWS4-HMAC-SHA256 mine", "x-amz-date": "mine", "x-amz-security-token": "mine" };
  const answer = await fetch(invoke(open.route.baseUrl("bedrock")), { method: "POST", body: "{}", headers });
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  await open.route.close();
  expect(open.calls()).toMatchObject([
    {
      dialect: "bedrock-invoke",
      model: { asked: MODEL, served: "claude-sonnet-4-5-20250929" },
      usage: USED,
      metered: true,
      cost: 5,
      error: null,
    },
  ]);
  expect(open.calls()[0]?.firstTokenMs).not.toBeNull();
  expect(priced).toEqual([MODEL]);
  expect(provider.received).toMatchObject([
    { url: `/model/${MODEL}/invoke-with-response-stream`, headers: { authorization: `Bearer ${BEARER}` } },
  ]);
  expect(JSON.stringify(provider.received)).not.toContain("mine");
});

test("requests are signed with access keys, none of which reaches the agent", async () => {
  await using provider = await providerServer((response, { headers }) =>
    json(response, 403, { message: `not for ${SIGNED.AWS_ACCESS_KEY_ID} ${headers["x-amz-security-token"]}` }),
  );
  await using open = await atBedrock(provider.url, SIGNED);
  const sent = await send(invoke(open.route.baseUrl("bedrock"), false));
  expect(sent).toMatchObject({ status: 403, body: '{"message":"not for [key] [key]"}' });
  const headers = provider.received[0]?.headers;
  expect(headers).toMatchObject({ "x-amz-security-token": SIGNED.AWS_SESSION_TOKEN });
  expect(headers?.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE1\/\d{8}\/us-east-1\/bedrock\/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
  );
  expect(JSON.stringify(open.facts)).not.toMatch(/AKIDEXAMPLE1|session-token/);
});

test("throttling closes the rate gate, by status and in the middle of a stream", async () => {
  const start = chunk(STREAM[0]);
  await using provider = await providerServer((response, { body }) => {
    if (body === "429")
      json(response, 429, { message: "Slow" }, { "x-amzn-errortype": "ThrottlingException:http://x" });
    else if (body === "slow") sendFrames(response, Buffer.concat([start, exception("throttlingException", "Slow")]));
    else sendFrames(response, Buffer.concat([start, exception("modelTimeoutException", "Late")]));
  });
  await using open = await atBedrock(provider.url);
  const url = invoke(open.route.baseUrl("bedrock"));
  for (const body of ["429", "slow", "late"]) await send(url, { body });
  const summary = await open.route.close();
  expect(open.calls().map(({ status, error, metered }) => [status, error, metered])).toEqual([
    [429, { type: "ThrottlingException", message: "Slow" }, false],
    [200, { type: "throttlingException", message: "Slow" }, false],
    [200, { type: "modelTimeoutException", message: "Late" }, false],
  ]);
  const signal = { kind: "rate", run: "7-1", key: "bedrock", status: 429, untilMs: null, source: null };
  expect(open.facts.filter(({ kind }) => kind === "rate")).toEqual([signal, signal]);
  expect(summary).toMatchObject({ failed: 3, unmetered: 2, usage: { inputTokens: 2400 } });
});

test("a stream that is damaged or breaks off is told so, with what was counted before", async () => {
  const damaged = Buffer.concat(STREAM.map(chunk));
  damaged.write("XX", damaged.length - 100);
  const cut = Buffer.concat(STREAM.slice(0, 4).map(chunk));
  await using provider = await providerServer((response, { body }) =>
    body === "cut" ? sendFrames(response, cut, true) : sendFrames(response, damaged),
  );
  await using open = await atBedrock(provider.url);
  const url = invoke(open.route.baseUrl("bedrock"));
  expect(await send(url, { body: "cut" })).toMatchObject({ whole: false });
  expect(await send(url, { body: "damaged" })).toMatchObject({ whole: true });
  await open.route.close();
  expect(open.calls()).toMatchObject([
    { end: "cut", metered: false, usage: { inputTokens: 1200, cacheReadTokens: 7000 } },
    { end: "complete", error: { type: "damaged" }, usage: { inputTokens: 1200, outputTokens: 340 } },
  ]);
});

test("a limit is answered in Bedrock's form, with a status that clients take for an end", async () => {
  await using provider = await providerServer((response) => sendFrames(response, Buffer.concat(STREAM.map(chunk))));
  await using open = await atBedrock(provider.url, LOGIN, { limits: { calls: 1 } });
  const url = invoke(open.route.baseUrl("bedrock"));
  await send(url);
  const sent = await send(url);
  expect(sent).toMatchObject({ status: 402, headers: { "x-should-retry": "false" } });
  expect(JSON.parse(sent.body)).toEqual({
    __type: "ServiceQuotaExceededException",
    message: "the limit of 1 call for all runs together is reached",
  });
  expect(provider.received.length).toBe(1);
});

test("Converse is metered, at once and as a stream", async () => {
  const usage = { inputTokens: 1200, outputTokens: 340, totalTokens: 1540, cacheReadInputTokens: 7000 };
  const stream = [
    named("messageStart", { role: "assistant" }),
    named("contentBlockDelta", { delta: { text: "Hello" }, contentBlockIndex: 0 }),
    named("contentBlockDelta", { delta: { text: "there" }, contentBlockIndex: 0 }),
    named("messageStop", { stopReason: "end_turn" }),
    named("metadata", { usage, metrics: { latencyMs: 9 } }),
  ];
  await using provider = await providerServer((response, { url }) =>
    url.endsWith("/converse")
      ? json(response, 200, { output: {}, usage })
      : sendFrames(response, Buffer.concat(stream)),
  );
  await using open = await atBedrock(provider.url);
  for (const way of ["converse", "converse-stream"]) {
    await send(`${open.route.baseUrl("bedrock")}/model/amazon.nova-lite-v1%3A0/${way}`);
  }
  await open.route.close();
  const told = {
    dialect: "bedrock-converse",
    model: { asked: "amazon.nova-lite-v1:0", served: null },
    usage: { inputTokens: 1200, outputTokens: 340, cacheReadTokens: 7000 },
    metered: true,
  };
  expect(open.calls()).toMatchObject([told, told]);
});

test("a run without a login does not begin, and says which variables were looked at", async () => {
  await using open = await atBedrock("http://127.0.0.1:1", {});
  await expect(open.gateway.open({ run: "2", providers: ["bedrock"] })).rejects.toMatchObject({
    code: "KEY_MISSING",
    message: expect.stringContaining("AWS_BEARER_TOKEN_BEDROCK"),
  });
});

test("routes say which cloud is behind them", async () => {
  const providers = [bedrock({ region: "eu-central-1" }), vertex({ region: "us-east5", project: "ours" })];
  await using open = await openGateway("", { providers });
  expect(open.route.cloud?.("bedrock")).toEqual({ kind: "bedrock", region: "eu-central-1" });
  expect(open.route.cloud?.("vertex")).toEqual({ kind: "vertex", region: "us-east5", project: "ours" });
  expect(providers.map(({ baseUrl }) => baseUrl)).toEqual([
    "https://bedrock-runtime.eu-central-1.amazonaws.com",
    "https://us-east5-aiplatform.googleapis.com",
  ]);
  expect(vertex({ region: "global", project: "ours" }).baseUrl).toBe("https://aiplatform.googleapis.com");
});

test("Vertex gets the token that a command prints", async () => {
  await using provider = await providerServer((response) => sse(response, ANTHROPIC_STREAM));
  const key = { command: ["echo", "ya29.token"] } as const;
  const google = vertex({ region: "us-east5", project: "ours", baseUrl: provider.url, key });
  await using open = await openGateway("", { providers: [google], env: { PATH: process.env["PATH"] } });
  const path = "/v1/projects/ours/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929";
  expect(await send(`${open.route.baseUrl("vertex")}${path}:streamRawPredict`)).toMatchObject({ status: 200 });
  await open.route.close();
  expect(provider.received[0]?.headers.authorization).toBe("Bearer ya29.token");
  expect(open.calls()).toMatchObject([{ model: { asked: "claude-sonnet-4-5@20250929" }, usage: USED, metered: true }]);
});

test("a region that would be part of another address is refused", async () => {
  for (const region of ["us-east-1.evil.example", "../x", "us east", ""]) {
    await expect(openGateway("", { providers: [bedrock({ region })] })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
    });
  }
});
