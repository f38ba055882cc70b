import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PORTS, requirePort } from "@scylla/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startGateway } from "../src/index.ts";
import { openGateway, until } from "./support/open-gateway.ts";
import { json, providerServer } from "./support/provider-server.ts";
import { send } from "./support/send.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "gw-"));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

test("it says which version of the port it speaks", async () => {
  await using gateway = await startGateway({ providers: [], env: {} });
  expect(() => requirePort(gateway, PORTS.gateway, "the gateway")).not.toThrow();
});

test("two runs have addresses of their own, and what one does is not counted for the other", async () => {
  await using provider = await providerServer((response) => json(response, 200, {}));
  await using open = await openGateway(provider.url);
  const other = await open.gateway.open({ run: "7-2" });
  expect(other.baseUrl("main")).not.toBe(open.route.baseUrl("main"));
  await send(`${other.baseUrl("main")}/v1/messages`);
  expect(await other.close()).toMatchObject({ run: "7-2", calls: 1 });
  expect(await open.route.close()).toMatchObject({ run: "7-1", calls: 0 });
});

test("a run may have a socket of its own, for its owner only, which is gone afterwards", async () => {
  const socket = join(dir, "llm.sock");
  await using provider = await providerServer((response) => json(response, 200, {}));
  await using open = await openGateway(provider.url, {}, { socket });
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  expect(open.route.baseUrl("main", "http://127.0.0.1:4010")).toBe("http://127.0.0.1:4010/main");
  expect(await send(`${open.route.baseUrl("main")}/v1/messages`, { socket })).toMatchObject({ status: 200 });
  expect(await open.route.close()).toMatchObject({ calls: 1 });
  expect(existsSync(socket)).toBe(false);
});

test("a socket that a killed process left is replaced; one that is in use, and anything else, is not", async () => {
  const socket = join(dir, "llm.sock");
  await using gateway = await startGateway({ providers: [], env: {} });
  const { execFileSync } = await import("node:child_process");
  const leave = `require("node:net").createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, "SIGKILL"))`;
  expect(() => execFileSync(process.execPath, ["-e", leave], { stdio: "ignore" })).toThrow();
  expect(existsSync(socket)).toBe(true);
  const route = await gateway.open({ run: "a", socket });
  await expect(gateway.open({ run: "b", socket })).rejects.toMatchObject({ code: "GATEWAY_FAILED" });
  await route.close();
  writeFileSync(socket, "mine");
  await expect(gateway.open({ run: "c", socket })).rejects.toMatchObject({
    code: "GATEWAY_FAILED",
    message: `the gateway can't listen on ${socket}: it is in use`,
  });
});

test.each([
  ["relative", "llm.sock"],
  ["longer than a system takes", `/tmp/${"x".repeat(100)}`],
])("the path of a socket that is %s is refused before anything is made", async (_what, socket) => {
  await using gateway = await startGateway({ providers: [], env: {} });
  await expect(gateway.open({ run: "a", socket })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
});

test("a directory that nobody may write in is named", async () => {
  await using gateway = await startGateway({ providers: [], env: {} });
  const socket = join(dir, "missing", "llm.sock");
  chmodSync(dir, 0o700);
  await expect(gateway.open({ run: "a", socket })).rejects.toMatchObject({
    code: "GATEWAY_FAILED",
    message: expect.stringContaining(socket),
  });
});

test("a port that is in use is an error at the start", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  await expect(startGateway({ providers: [], env: {}, port })).rejects.toMatchObject({
    code: "GATEWAY_FAILED",
    message: `the gateway can't listen on port ${port}: it is in use`,
  });
  await new Promise((resolve) => taken.close(resolve));
});

test("closing a run ends what is in flight on both sides, and its summary tells of it", async () => {
  const closed = Promise.withResolvers<void>();
  await using provider = await providerServer((response) => {
    response.on("close", () => closed.resolve());
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": hello\n\n");
  });
  await using open = await openGateway(provider.url);
  let begun = false;
  const sending = send(`${open.route.baseUrl("main")}/v1/messages`, {
    onChunk: () => {
      begun = true;
    },
  });
  await until(() => begun);
  const summary = await open.route.close();
  expect(summary).toMatchObject({ calls: 1, unmetered: 1 });
  expect(await open.route.close()).toEqual(summary);
  expect(open.calls()).toMatchObject([{ end: "closed", status: 200 }]);
  expect(await sending).toMatchObject({ whole: false });
  await closed.promise;
});

test("closing the gateway closes its runs, and nothing listens any more", async () => {
  const socket = join(dir, "llm.sock");
  await using provider = await providerServer((response) => json(response, 200, {}));
  const open = await openGateway(provider.url);
  await open.gateway.open({ run: "7-2", socket });
  await open.gateway.close();
  expect(existsSync(socket)).toBe(false);
  await expect(send(`${open.route.baseUrl("main")}/v1/messages`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await open.gateway.close();
});

test.each([
  [[{ id: "a b", baseUrl: "https://x.example" }], "CONFIG_INVALID"],
  [[{ id: "a", baseUrl: "ftp://x.example" }], "CONFIG_INVALID"],
  [[{ id: "a", baseUrl: "https://user:secret@x.example" }], "CONFIG_INVALID"],
  [[{ id: "a", baseUrl: "https://x.example", headers: { "x y": "z" } }], "CONFIG_INVALID"],
  [
    [
      { id: "a", baseUrl: "https://x.example" },
      { id: "a", baseUrl: "https://y.example" },
    ],
    "DUPLICATE_ID",
  ],
] as const)("providers %j are refused", async (providers, code) => {
  const failure = await startGateway({ providers, env: {} }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code });
  expect(String(failure)).not.toContain("secret");
});

test("a run that names its providers has no other, and begins only with their keys", async () => {
  await using provider = await providerServer((response) => json(response, 200, {}));
  const both = ["main", "other"].map((id) => ({ id, baseUrl: provider.url, key: { env: `KEY_${id}` } }));
  await using open = await openGateway("", { providers: both, env: { KEY_main: "sk-main" } });
  const route = await open.gateway.open({ run: "a", providers: ["main"] });
  expect(await send(`${route.baseUrl("main")}/v1/messages`)).toMatchObject({ status: 200 });
  expect(await send(`${route.baseUrl("main").replace(/main$/, "other")}/v1/messages`)).toMatchObject({ status: 404 });
  expect(() => route.baseUrl("other")).toThrow(expect.objectContaining({ code: "REFERENCE_MISSING" }));
  await expect(open.gateway.open({ run: "b", providers: ["other"] })).rejects.toMatchObject({
    code: "KEY_MISSING",
    message: "the key of other is not there: the environment variable KEY_other is not set",
  });
  await expect(open.gateway.open({ run: "c", providers: ["third"] })).rejects.toMatchObject({
    code: "REFERENCE_MISSING",
  });
  await open.gateway.open({ run: "d", providers: ["other"], replay: [] });
});
