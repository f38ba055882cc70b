import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bedrock, parseRecording, recordingFile } from "../../src/index.ts";
import { readFrames } from "../../src/metering/frames.ts";
import { framesBytes, recordedFrames } from "../../src/recording/recorded-frames.ts";
import { chunk, exception, named, sendFrames } from "../support/frames.ts";
import { openGateway } from "../support/open-gateway.ts";
import { providerServer } from "../support/provider-server.ts";

const FRAMES = [
  chunk({ type: "ping" }),
  named("metadata", { usage: {}, bytes: 7 }),
  exception("throttlingException", "é"),
];

test("frames are kept readable, and sent as they were", () => {
  const recorded = recordedFrames(Buffer.concat(FRAMES)) ?? [];
  expect(recorded[0]?.payload).toEqual({ bytes: { type: "ping" }, p: "abcdefgh" });
  expect(framesBytes(recorded).equals(Buffer.concat(FRAMES))).toBe(true);
});

test("a last frame that broke off is left out, and bytes that are no frames are none", () => {
  const cut = Buffer.concat(FRAMES).subarray(0, -5);
  expect(recordedFrames(cut)?.length).toBe(2);
  expect(recordedFrames(Buffer.from("x".repeat(50)))).toBeNull();
});

test("a recorded stream is played back in another place, without network and login", async () => {
  const dir = mkdtempSync(join(tmpdir(), "rec-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, "exchanges.jsonl");
  const delta = (path: string) => ({ type: "content_block_delta", index: 0, delta: { text: `${path}/hello.txt` } });
  await using provider = await providerServer((response) => sendFrames(response, chunk(delta("/srv/a"))));
  const ask = async (base: string, place: string) => {
    const body = JSON.stringify({
      anthropic_version: "bedrock-2023-05-31",
      messages: [{ role: "user", content: place }],
    });
    const url = `${base}/model/anthropic.claude-x-v1%3A0/invoke-with-response-stream`;
    const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
    return readFrames(Buffer.from(await answer.arrayBuffer())).frames;
  };
  {
    const providers = [bedrock({ region: "us-east-1", baseUrl: provider.url })];
    const env = { AWS_BEARER_TOKEN_BEDROCK: "bedrock-api-key-0123456789" };
    const record = recordingFile(file);
    await using open = await openGateway("", { providers, env }, { record, places: { workspace: "/srv/a" } });
    await ask(open.route.baseUrl("bedrock"), "/srv/a");
    await open.route.close();
  }
  const text = readFileSync(file, "utf8");
  expect(text).toContain("{{workspace}}/hello.txt");
  expect(text).not.toMatch(/bedrock-api-key|\/srv\/a/);
  const providers = [bedrock({ region: "us-east-1", baseUrl: "http://provider.invalid" })];
  const replay = parseRecording(text, file);
  await using open = await openGateway("", { providers }, { replay, places: { workspace: "/srv/b" } });
  const [frame] = await ask(open.route.baseUrl("bedrock"), "/srv/b");
  const { bytes } = JSON.parse(frame?.payload.toString() ?? "{}");
  expect(JSON.parse(Buffer.from(bytes, "base64").toString())).toEqual(delta("/srv/b"));
});
