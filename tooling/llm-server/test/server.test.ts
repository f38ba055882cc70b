import { expect, test } from "vitest";
import { type Script, startLlmServer } from "../src/index.ts";

const USAGE = {
  inputTokens: 1200,
  cacheReadTokens: 7000,
  cacheWriteTokens: 500,
  outputTokens: 340,
  reasoningTokens: 128,
};
const CALL = { name: "run", arguments: { command: "true" } };
const TALK: Script = [
  { when: "quiet", turns: [{ kind: "hang" }] },
  {
    turns: [
      { kind: "answer", calls: [CALL], usage: USAGE },
      { kind: "answer", text: "finished", usage: USAGE },
    ],
  },
];

/** The same conversation in each protocol: path, a first and a second request, and where its usage and model stand. */
const DIALECTS = {
  "Anthropic Messages": {
    path: "/v1/messages",
    first: { model: "m", messages: [{ role: "user", content: "go" }] },
    second: { model: "m", messages: [{ role: "user" }, { role: "assistant" }, { role: "user" }] },
    stream: { stream: true },
    usage:
      /"input_tokens":1200,"cache_read_input_tokens":7000,"cache_creation_input_tokens":500,"output_tokens":340,"output_tokens_details":\{"thinking_tokens":128\}/,
  },
  "OpenAI Responses": {
    path: "/v1/responses",
    first: {
      model: "m",
      input: [
        { type: "message", role: "developer" },
        { type: "message", role: "user" },
      ],
    },
    second: {
      model: "m",
      input: [{ role: "user" }, { type: "reasoning" }, { type: "function_call" }, { type: "function_call_output" }],
    },
    stream: { stream: true },
    usage:
      /"input_tokens":8700,"input_tokens_details":\{"cached_tokens":7000,"cache_write_tokens":500\},"output_tokens":340,"output_tokens_details":\{"reasoning_tokens":128\}/,
  },
  "OpenAI Chat Completions": {
    path: "/v1/chat/completions",
    first: { model: "m", messages: [{ role: "system" }, { role: "user" }] },
    second: { model: "m", messages: [{ role: "user" }, { role: "assistant" }, { role: "tool" }] },
    stream: { stream: true },
    usage: /"prompt_tokens":8700,"completion_tokens":340,.*"cached_tokens":7000.*"reasoning_tokens":128/,
  },
  "Amazon Bedrock": {
    path: "/model/us.anthropic.m-v1%3A0/invoke",
    first: { messages: [{ role: "user", content: "go" }] },
    second: { messages: [{ role: "user" }, { role: "assistant" }, { role: "user" }] },
    stream: {},
    usage: /"model":"m".*"input_tokens":1200,"cache_read_input_tokens":7000,.*"output_tokens":340/s,
  },
  "Anthropic at Vertex AI": {
    path: "/v1/projects/p/locations/us-east5/publishers/anthropic/models/m@20260101:rawPredict",
    first: { messages: [{ role: "user", content: "go" }] },
    second: { messages: [{ role: "user" }, { role: "assistant" }, { role: "user" }] },
    stream: { stream: true },
    usage: /"model":"m-20260101".*"input_tokens":1200,"cache_read_input_tokens":7000,.*"output_tokens":340/s,
  },
  Gemini: {
    path: "/v1beta/models/m:generateContent",
    first: { contents: [{ role: "user" }] },
    second: { contents: [{ role: "user" }, { role: "model" }, { role: "user" }] },
    stream: {},
    usage: /"promptTokenCount":8200,"cachedContentTokenCount":7000,"candidatesTokenCount":212,"thoughtsTokenCount":128/,
  },
} as const;

async function ask(url: string, body: object): Promise<{ status: number; text: string; retryAfter: string | null }> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return {
    status: response.status,
    text: unpacked(await response.text()),
    retryAfter: response.headers.get("retry-after"),
  };
}

/** What Bedrock's binary frames hold, as text like any other. */
function unpacked(text: string): string {
  return text.replaceAll(/"bytes":"([^"]+)"/g, (_, bytes: string) => Buffer.from(bytes, "base64").toString());
}

/** The same path for an answer in pieces. */
function streamedAt(path: string): string {
  return path
    .replace("generateContent", "streamGenerateContent")
    .replace("rawPredict", "streamRawPredict")
    .replace(/invoke$/, "invoke-with-response-stream");
}

for (const [name, { path, first, second, stream, usage }] of Object.entries(DIALECTS)) {
  const streamed = streamedAt(path);

  test(`${name}: a turn follows from the conversation, whole or streamed, with all of its usage`, async () => {
    await using server = await startLlmServer(TALK);
    for (const [at, more, isStream] of [
      [path, {}, false],
      [streamed, stream, true],
    ] as const) {
      const [called, done] = [
        await ask(server.url + at, { ...first, ...more }),
        await ask(server.url + at, { ...second, ...more }),
      ];
      expect([called.status, done.status]).toEqual([200, 200]);
      expect(called.text).toContain('"run"');
      expect(called.text).not.toContain("finished");
      expect(done.text).toContain("finished");
      expect(done.text).toMatch(usage);
      expect(/data: \{|:event-type/.test(done.text)).toBe(isStream);
    }
    expect(server.requests.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      first,
      second,
      first,
      second,
    ]);
  });

  test(`${name}: a refusal has the provider's form and its deadline, and passes when its times are over`, async () => {
    await using server = await startLlmServer([
      {
        turns: [
          { kind: "failure", status: 429, retryAfterSeconds: 7, times: 1 },
          { kind: "failure", status: 529 },
        ],
      },
    ]);
    const refused = await ask(server.url + path, first);
    expect([refused.status, refused.retryAfter]).toEqual([429, "7"]);
    expect(refused.text).toMatch(/rate_limit_error|rate_limit_exceeded|ThrottlingException|RESOURCE_EXHAUSTED.*"7s"/);
    expect((await ask(server.url + path, first)).status).toBe(529);
  });

  test(`${name}: a stream that is cut breaks off after its beginning`, async () => {
    await using server = await startLlmServer([{ turns: [{ kind: "answer", text: "half", usage: USAGE, cut: true }] }]);
    const response = await fetch(server.url + streamed, {
      method: "POST",
      body: JSON.stringify({ ...first, ...stream }),
    });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });
}

test("a request that hangs is answered by nobody, and the server still closes", async () => {
  const server = await startLlmServer(TALK);
  const waiting = fetch(`${server.url}/v1/messages`, { method: "POST", body: '{"messages":["quiet"]}' });
  waiting.catch(() => {});
  await expect.poll(() => server.requests.length).toBe(1);
  await server[Symbol.asyncDispose]();
  await expect(waiting).rejects.toThrow();
});

test("tokens are counted where a protocol has that, and an unknown path is nobody's", async () => {
  await using server = await startLlmServer(TALK);
  expect((await ask(`${server.url}/v1/messages/count_tokens`, {})).text).toBe('{"input_tokens":1000}');
  expect((await ask(`${server.url}/v1beta/models/m:countTokens`, {})).text).toBe('{"totalTokens":1000}');
  expect((await ask(`${server.url}/model/m/count-tokens`, {})).text).toBe('{"inputTokens":1000}');
  expect((await ask(`${server.url}/v1/embeddings`, {})).status).toBe(404);
});
