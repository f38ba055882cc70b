import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseRecording, recordingFile } from "../../src/index.ts";
import { ANTHROPIC_STREAM, GEMINI_STREAM } from "../support/answers.ts";
import { KEY, openGateway } from "../support/open-gateway.ts";
import { json, providerServer, sse, sseText } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

let dir = "";
let file = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "rec-"));
  file = join(dir, "exchanges.jsonl");
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const recording = () => parseRecording(readFileSync(file, "utf8"), file);
const SESSION = "990a41c2-74c8-4ad0-8374-aa35532b2823";
const request = (words: string, session = SESSION, day = "2026-03-01", place = "/srv/a") =>
  JSON.stringify({
    model: "claude-sonnet-4-5",
    stream: true,
    metadata: { user_id: `user_1_session_${session}` },
    system: `Today's date: ${day}. Working directory: ${place}. Session ${session}.`,
    messages: [{ role: "user", content: [{ type: "text", text: words }] }],
  });
const LONG_EVENTS = 300;
const OVERLOADED = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };

/** Records one call after another and closes the run. */
async function record(bodies: readonly string[], place = "/srv/a"): Promise<void> {
  await using provider = await providerServer((response, { body, url }) => {
    if (body.includes("cut")) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(sseText(ANTHROPIC_STREAM.slice(0, 4)), () => response.destroy());
    } else if (body.includes("overload")) json(response, 529, OVERLOADED, { "retry-after": "3", "x-secret": KEY });
    else if (body.includes("long"))
      sse(
        response,
        Array.from({ length: LONG_EVENTS }, (_, n) => ({ type: "words", n })),
      );
    else if (url.includes("gemini")) sse(response, GEMINI_STREAM);
    else if (body.includes("place"))
      sse(response, [{ type: "content_block_delta", delta: { text: `${place}/hello.txt` } }]);
    else sse(response, ANTHROPIC_STREAM, { "set-cookie": "session=1" });
  });
  await using open = await openGateway(provider.url, {}, { record: recordingFile(file), places: { workspace: place } });
  for (const body of bodies) {
    const path = body.includes("gemini")
      ? "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse"
      : "/v1/messages?beta=true";
    await send(`${open.route.baseUrl("main")}${path}`, {
      body,
      headers: { "x-api-key": "placeholder", "anthropic-beta": "b1", "user-agent": "cli/1" },
    });
  }
  expect(await open.route.close()).toMatchObject({ calls: bodies.length, recordingError: null });
}

const replayed = (place = "/srv/a") =>
  openGateway(
    "http://provider.invalid",
    { providers: [{ id: "main", baseUrl: "http://provider.invalid", key: { env: "NOT_SET" } }] },
    { replay: recording(), places: { workspace: place } },
  );

test("a recorded run is served again without network and key, with the same bytes and the same facts", async () => {
  await record([request("hello"), request("overload"), request("overload"), request("cut")]);
  await using open = await replayed();
  const url = `${open.route.baseUrl("main")}/v1/messages?beta=true`;
  expect(await send(url, { body: request("hello") })).toMatchObject({
    status: 200,
    whole: true,
    body: sseText(ANTHROPIC_STREAM),
  });
  const overloaded = await send(url, { body: request("overload") });
  expect(overloaded).toMatchObject({ status: 529, headers: { "retry-after": "3" } });
  expect(JSON.parse(overloaded.body)).toEqual(OVERLOADED);
  expect(await send(url, { body: request("cut") })).toMatchObject({
    status: 200,
    whole: false,
    body: sseText(ANTHROPIC_STREAM.slice(0, 4)),
  });
  const summary = await open.route.close();
  expect(summary).toMatchObject({ calls: 3, failed: 2, mismatches: 0, unmetered: 1, usage: { outputTokens: 340 } });
  expect(open.calls()).toMatchObject([
    { replayed: true, status: 200, metered: true, end: "complete" },
    { status: 529, error: { type: "overloaded_error" } },
    { status: 200, end: "cut" },
  ]);
  expect(summary.rateLimit).toMatchObject({ key: "main" });
});

test("answers are found by what is asked, in any order, and each is given once", async () => {
  await record([request("one"), request("two"), '{"model":"gemini"}']);
  await using open = await replayed();
  const base = open.route.baseUrl("main");
  const gemini = await send(`${base}/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse`, {
    body: '{"model":"gemini"}',
  });
  expect(gemini).toMatchObject({ status: 200, body: sseText(GEMINI_STREAM) });
  expect(await send(`${base}/v1/messages?beta=true`, { body: request("two") })).toMatchObject({ status: 200 });
  expect(await send(`${base}/v1/messages?beta=true`, { body: request("one") })).toMatchObject({ status: 200 });
  const again = await send(`${base}/v1/messages?beta=true`, { body: request("one") });
  expect(again).toMatchObject({ status: 403, headers: { "x-should-retry": "false" } });
  expect(JSON.parse(again.body).error.message).toBe("the recording holds no further request of this kind");
  expect(await open.route.close()).toMatchObject({ calls: 3, mismatches: 1, refused: 1 });
});

test("sessions, dates and the run's own places may differ, and the answer speaks of the place as it is now", async () => {
  await record([request("where is place?")]);
  await using open = await replayed("/elsewhere/b");
  const body = request("where is place?", "00000000-1111-2222-3333-444444444444", "2027-01-31", "/elsewhere/b");
  const sent = await send(`${open.route.baseUrl("main")}/v1/messages?beta=true`, { body });
  expect(sent).toMatchObject({ status: 200, body: expect.stringContaining("/elsewhere/b/hello.txt") });
});

test("a request that the recording does not hold is an error that shows where it differs from the nearest one", async () => {
  await record([request("Create hello.txt")]);
  await using open = await replayed();
  const sent = await send(`${open.route.baseUrl("main")}/v1/messages?beta=true`, { body: request("Create hello.md") });
  expect(sent.status).toBe(403);
  const difference =
    'no recorded request matches; the nearest one differs at messages[0].content[0].text: recorded "Create hello.txt", asked "Create hello.md"';
  expect(JSON.parse(sent.body).error.message).toBe(difference);
  await open.route.close();
  expect(open.facts).toEqual([{ kind: "refused", run: "7-1", reason: "mismatch", message: difference, call: 1 }]);
});

test("a recording holds neither keys, nor who the operator is, nor the run's own places, and is for its owner only", async () => {
  await record([request(`my key is ${KEY}`), request("overload")]);
  const text = readFileSync(file, "utf8");
  expect(text).not.toMatch(/sk-operator|placeholder|session=1|\/work\/a|user-agent/);
  expect(text).toContain("{{workspace}}");
  expect(recording()[0]).toMatchObject({
    call: 1,
    provider: "main",
    request: {
      method: "POST",
      path: "/v1/messages",
      query: "beta=true",
      headers: { "anthropic-beta": "b1" },
      body: { json: { model: "claude-sonnet-4-5" } },
    },
    response: {
      status: 200,
      headers: { "content-type": "text/event-stream; charset=utf-8" },
      body: { text: sseText(ANTHROPIC_STREAM) },
    },
    end: "complete",
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a recording that can't be written fails no call, and the summary says so", async () => {
  writeFileSync(file, "somebody else's");
  await using provider = await providerServer((response) => sse(response, ANTHROPIC_STREAM));
  await using open = await openGateway(provider.url, {}, { record: recordingFile(file) });
  expect(await send(`${open.route.baseUrl("main")}/v1/messages`, { body: "{}" })).toMatchObject({ status: 200 });
  expect((await open.route.close()).recordingError).toMatch(/^EEXIST/);
  expect(readFileSync(file, "utf8")).toBe("somebody else's");
});

test("a run that was killed leaves a recording that can be read up to its last whole line", async () => {
  await record([request("one"), request("two")]);
  writeFileSync(file, readFileSync(file, "utf8").slice(0, -20));
  expect(recording()).toHaveLength(1);
});

test.each([
  ["nothing", "", 1],
  ["another file", '{"a":1}\n', 1],
  ["a newer format", '{"format":"scylla-exchanges/2"}\n', 1],
  ["a line that is not an exchange", '{"format":"scylla-exchanges/1"}\n{"call":1}\n', 2],
  ["a line that is not JSON", '{"format":"scylla-exchanges/1"}\n\u0000\n', 2],
])("%s is no recording, and the line is named", (_what, content, line) => {
  expect(() => parseRecording(content, "x.jsonl")).toThrow(
    expect.objectContaining({
      code: "RECORDING_DAMAGED",
      at: { file: "x.jsonl", line },
      message: expect.stringContaining(`x.jsonl:${line} `),
    }),
  );
});

test("many replays at once are not held back event by event", async () => {
  const long = Array.from({ length: 30 }, (_, n) => request(`long ${n}`));
  await record(long);
  await using open = await replayed();
  const url = `${open.route.baseUrl("main")}/v1/messages?beta=true`;
  const started = performance.now();
  const all = await Promise.all(long.map((body) => send(url, { body })));
  expect(new Set(all.map(({ body, whole }) => whole && body)).size).toBe(1);
  // 30 streams wait 45 ms where they wait.
  expect(performance.now() - started).toBeLessThan(LONG_EVENTS * 45);
});
