import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openGateway } from "../support/open-gateway.ts";
import { json, providerServer } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

let file = "";
let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "kept-"));
  file = join(dir, "key");
  writeFileSync(file, "sk-first-key");
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const keyed = (url: string) => [{ id: "main", baseUrl: url, key: { file } }] as const;

test("a key is read once, and again after the provider did not take it", async () => {
  await using provider = await providerServer((response, { headers }) =>
    json(response, headers.authorization === "Bearer sk-second-key" ? 200 : 401, {}),
  );
  await using open = await openGateway("", { providers: keyed(provider.url) });
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  expect(await send(url)).toMatchObject({ status: 401 });
  writeFileSync(file, "sk-second-key");
  expect(await send(url)).toMatchObject({ status: 200 });
  writeFileSync(file, "sk-third-key");
  expect(await send(url)).toMatchObject({ status: 200 });
});

test("a key that is gone fails the call with words that tell the agent nothing of it, and the next call tries again", async () => {
  await using provider = await providerServer((response) => json(response, 200, {}));
  await using open = await openGateway("", { providers: keyed(provider.url) });
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  rmSync(file);
  const sent = await send(url);
  expect(sent.status).toBe(502);
  expect(JSON.parse(sent.body).error.message).toBe("main can't be reached: the gateway has no key for it");
  expect(open.calls()[0]).toMatchObject({ end: "unreachable", error: { message: expect.stringContaining(file) } });
  expect(provider.received).toEqual([]);
  writeFileSync(file, "sk-again-here");
  expect(await send(url)).toMatchObject({ status: 200 });
});

test("headers may hold keys too, and no header of the agent takes their place", async () => {
  await using provider = await providerServer((response) => json(response, 200, {}));
  await using open = await openGateway("", {
    providers: [{ id: "main", baseUrl: `${provider.url}/team/`, headers: { "X-Team-Key": { file }, "x-fixed": "1" } }],
  });
  await send(`${open.route.baseUrl("main")}/v1/messages`, {
    headers: { "x-team-key": "mine", "X-Fixed": "2", authorization: "mine" },
  });
  expect(provider.received).toMatchObject([
    { url: "/team/v1/messages", headers: { "x-team-key": "sk-first-key", "x-fixed": "1" } },
  ]);
  expect(JSON.stringify(provider.received)).not.toContain("mine");
});
