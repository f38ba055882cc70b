import { connect } from "node:net";
import { expect, test } from "vitest";
import { openGateway } from "../support/open-gateway.ts";
import { json, providerServer } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

/** Writes bytes that no client library would, and reads whatever comes back. */
async function raw(port: string, bytes: string): Promise<string> {
  const socket = connect(Number(port), "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk) => {
    text += chunk;
  });
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.on("error", () => {});
  socket.write(bytes);
  await closed;
  return text;
}

async function opened() {
  const provider = await providerServer((response) => json(response, 200, {}));
  const open = await openGateway(provider.url);
  const base = new URL(open.route.baseUrl("main"));
  const [, token = ""] = base.pathname.split("/");
  return {
    provider,
    open,
    base,
    token,
    [Symbol.asyncDispose]: async () => {
      await open[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

test.each([
  ["a step up", "/v1/../admin"],
  ["an escaped step up", "/v1/%2e%2e/v1/messages"],
  ["an escaped slash", "/v1%2fmessages"],
  ["an empty segment", "//v1/messages"],
  ["a dot", "/./v1/messages"],
  ["a backslash", "/v1\\messages"],
  ["two queries", "/v1/messages?a=1?b=2"],
  ["a quote in the query", "/v1/messages?a='%22\""],
  ["a fragment", "/v1/messages#x"],
  ["nothing below the provider", ""],
])("%s in the address is refused, and nothing reaches the provider", async (_what, path) => {
  await using all = await opened();
  const { base, token, open, provider } = all;
  const answer = await raw(
    base.port,
    `POST /${token}/main${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(await open.route.close()).toMatchObject({ calls: 0, refused: 1 });
  expect(provider.received).toEqual([]);
});

test.each([
  ["POST", "/v1/files"],
  ["POST", "/v1/messages/batches"],
  ["GET", "/v1/organizations/me"],
  ["GET", "/v1/messages"],
  ["PUT", "/v1/models/gpt-5"],
  ["POST", "/v1/models/gemini-2.5-pro:batchGenerateContent"],
  ["POST", "/v1/fine_tuning/jobs"],
])("%s %s would spend or show what nobody meters: refused and noted", async (method, path) => {
  await using all = await opened();
  const sent = await send(`${all.base}${path}`, { method });
  expect(sent.status).toBe(404);
  expect(JSON.parse(sent.body)).toHaveProperty("error");
  expect(await all.open.route.close()).toMatchObject({ calls: 0, refused: 1 });
  expect(all.provider.received).toEqual([]);
});

test("a length that contradicts the framing is refused, so that no second request hides in a first one", async () => {
  await using all = await opened();
  const head = `POST /${all.token}/main/v1/messages HTTP/1.1\r\nhost: x\r\n`;
  const hidden = "0\r\n\r\nGET /admin HTTP/1.1\r\nhost: x\r\n\r\n";
  for (const framing of [
    "transfer-encoding: chunked\r\ncontent-length: 4\r\n",
    "content-length: 4\r\ntransfer-encoding: chunked\r\n",
    "content-length: 4\r\ncontent-length: 5\r\n",
    "transfer-encoding: chunked, identity\r\n",
    "transfer-encoding : chunked\r\n",
    "content-length: +4\r\n",
  ]) {
    expect(await raw(all.base.port, `${head}${framing}\r\n${hidden}`), framing).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect(all.provider.received).toEqual([]);
});

test("bytes that are no header, and too many of them, end the connection with an error", async () => {
  await using all = await opened();
  const line = `POST /${all.token}/main/v1/messages HTTP/1.1\r\nhost: x\r\n`;
  expect(await raw(all.base.port, `${line}x-a: 1\r\n folded\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await raw(all.base.port, `${line}x-a: a\u0000b\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await raw(all.base.port, `${line}x-a: ${"x".repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await raw(all.base.port, "\u0016\u0003\u0001\u0000\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  expect(all.provider.received).toEqual([]);
});

test("what follows a refused request on its connection is not answered", async () => {
  await using all = await opened();
  const refused = `DELETE /${all.token}/main/v1/models/x HTTP/1.1\r\nhost: x\r\n\r\n`;
  const answer = await raw(all.base.port, `${refused}{}`);
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
});

test("a chunked request reaches the provider with a length of its own", async () => {
  await using all = await opened();
  const head = `POST /${all.token}/main/v1/messages HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n`;
  await raw(
    all.base.port,
    `${head}transfer-encoding: chunked\r\ntrailer: x-late\r\n\r\n2\r\n{}\r\n0\r\nx-late: 1\r\n\r\n`,
  );
  const [seen] = all.provider.received;
  expect(seen).toMatchObject({ body: "{}", headers: { "content-length": "2", host: new URL(all.provider.url).host } });
  expect(seen?.headers).not.toHaveProperty("transfer-encoding");
  expect(seen?.headers).not.toHaveProperty("x-late");
});

test("an address that is absolute is no way to the providers, and an upgrade is no way around the meter", async () => {
  await using all = await opened();
  const absolute = `http://127.0.0.1:${all.base.port}/${all.token}/main/v1/messages`;
  expect(
    await raw(all.base.port, `POST ${absolute} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`),
  ).toMatch(/^HTTP\/1\.1 407 /);
  const upgrade = `GET /${all.token}/main/v1/responses HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`;
  expect(await raw(all.base.port, upgrade)).toMatch(/^HTTP\/1\.1 404 /);
  expect(all.provider.received).toEqual([]);
});

test("without a route's token there is nothing, also after the route has been closed", async () => {
  await using all = await opened();
  const guess = `http://127.0.0.1:${all.base.port}/${"A".repeat(32)}/main/v1/messages`;
  expect(await send(guess)).toMatchObject({ status: 404 });
  await all.open.route.close();
  expect(await send(`${all.base}/v1/messages`)).toMatchObject({ status: 404 });
  expect(all.provider.received).toEqual([]);
});

test("a provider that the gateway does not have is refused", async () => {
  await using all = await opened();
  expect(await send(`http://127.0.0.1:${all.base.port}/${all.token}/other/v1/messages`)).toMatchObject({ status: 404 });
  expect(() => all.open.route.baseUrl("other")).toThrow(
    expect.objectContaining({ code: "REFERENCE_MISSING", hint: "It has: main." }),
  );
});
