import { request as httpRequest } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { openGateway, until } from "../support/open-gateway.ts";
import { json, providerServer } from "../support/provider-server.ts";

/** A server that says what it hears. */
async function echo() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Tunnel {
  readonly status: number;
  readonly socket: Socket;
  readonly words: string;
}

/** What a client does with `HTTPS_PROXY`. */
async function tunnel(proxy: string, to: string): Promise<Tunnel> {
  const url = new URL(proxy);
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString("base64")}`;
  const { promise, resolve, reject } = Promise.withResolvers<Tunnel>();
  const request = httpRequest({
    host: url.hostname,
    port: url.port,
    method: "CONNECT",
    path: to,
    agent: false,
    headers: { "proxy-authorization": authorization },
  });
  request.on("connect", (response, socket, head) =>
    resolve({ status: response.statusCode ?? 0, socket, words: head.toString() }),
  );
  request.on("error", reject);
  request.end();
  return await promise;
}

test("a tunnel to an allowed host carries bytes both ways, and is noted when it ends", async () => {
  await using server = await echo();
  const host = `127.0.0.1:${server.port}`;
  await using open = await openGateway("http://x.invalid", {}, { allow: [host] });
  const { status, socket } = await tunnel(open.route.proxyUrl(), host);
  expect(status).toBe(200);
  socket.write("hello");
  expect(String(await new Promise((resolve) => socket.once("data", resolve)))).toBe("hello");
  socket.end();
  await until(() => open.facts.length === 1);
  expect(open.facts).toMatchObject([
    {
      kind: "tunnel",
      run: "7-1",
      host: "127.0.0.1",
      port: server.port,
      blocked: null,
      error: null,
      sentBytes: 5,
      receivedBytes: 5,
    },
  ]);
  expect(await open.route.close()).toMatchObject({ blocked: [], refused: 0 });
});

test("every other host is blocked and noted, and no name is looked up", async () => {
  await using open = await openGateway("http://x.invalid", {}, { allow: ["127.0.0.1:1"] });
  for (const to of ["example.org:443", "example.org:443", "localhost:1", "127.0.0.1:2"]) {
    const { status, words } = await tunnel(open.route.proxyUrl(), to);
    expect(status).toBe(403);
    expect(words).toBe(`${to} is blocked: it is not on the allow-list\n`);
  }
  expect((await open.route.close()).blocked).toEqual([
    { host: "127.0.0.1", times: 1 },
    { host: "example.org", times: 2 },
    { host: "localhost", times: 1 },
  ]);
});

test("an allowed name that leads to this machine is blocked, unless the machine itself is what is allowed", async () => {
  await using server = await echo();
  // Looked up, this is 127.0.0.1.
  const name = `127.1:${server.port}`;
  await using open = await openGateway("http://x.invalid", {}, { allow: [name, `localhost:${server.port}`] });
  const { status, words } = await tunnel(open.route.proxyUrl(), name);
  expect([status, words]).toEqual([403, `${name}: its name leads to this machine\n`]);
  expect(server.sockets.size).toBe(0);
  expect((await tunnel(open.route.proxyUrl(), `localhost.:${server.port}`)).status).toBe(200);
  expect(await open.route.close()).toMatchObject({ blocked: [{ host: "127.1", times: 1 }] });
});

test("a host that is allowed and not there is an error of its own", async () => {
  await using open = await openGateway("http://x.invalid", {}, { allow: ["127.0.0.1:1"] });
  expect((await tunnel(open.route.proxyUrl(), "127.0.0.1:1")).status).toBe(502);
  expect(open.facts).toMatchObject([{ kind: "tunnel", blocked: null, error: "ECONNREFUSED" }]);
});

test("without a run's token there is no tunnel", async () => {
  await using server = await echo();
  const host = `127.0.0.1:${server.port}`;
  await using open = await openGateway("http://x.invalid", {}, { allow: [host] });
  const guess = new URL(open.route.proxyUrl());
  guess.password = "A".repeat(32);
  expect((await tunnel(guess.href, host)).status).toBe(407);
  expect(server.sockets.size).toBe(0);
});

test.each(["example.org", "example.org:0", "example.org:99999", ":443", "a b:443", "user@example.org:443"])(
  "CONNECT %s is malformed",
  async (to) => {
    await using open = await openGateway("http://x.invalid", {}, { allow: ["example.org"] });
    expect((await tunnel(open.route.proxyUrl(), to).catch(() => ({ status: 400 }))).status).toBe(400);
  },
);

test("closing the run closes its tunnels on both sides", async () => {
  await using server = await echo();
  const host = `127.0.0.1:${server.port}`;
  await using open = await openGateway("http://x.invalid", {}, { allow: [host] });
  const { socket } = await tunnel(open.route.proxyUrl(), host);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  socket.resume();
  await open.route.close();
  await closed;
  await until(() => [...server.sockets].every((one) => one.destroyed));
  expect(open.facts).toMatchObject([{ kind: "tunnel" }]);
});

test("a plain request in absolute form reaches an allowed host as the agent sent it, and no other", async () => {
  await using server = await providerServer((response) => json(response, 201, { ok: true }));
  await using open = await openGateway("http://x.invalid", {}, { allow: [`127.0.0.1:${server.port}`] });
  const proxy = new URL(open.route.proxyUrl());
  const get = async (url: string): Promise<number> => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const headers = {
      host: new URL(url).host,
      authorization: "Bearer own",
      "proxy-authorization": `Basic ${Buffer.from(`run:${proxy.password}`).toString("base64")}`,
    };
    const request = httpRequest(
      { host: proxy.hostname, port: proxy.port, path: url, agent: false, headers },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    request.on("error", reject);
    request.end();
    return await promise;
  };
  expect(await get(`${server.url}/pkg?a=1`)).toBe(201);
  expect(await get("http://example.org/")).toBe(403);
  expect(server.received).toMatchObject([
    { url: "/pkg?a=1", headers: { authorization: "Bearer own", host: new URL(server.url).host } },
  ]);
  expect(server.received[0]?.headers).not.toHaveProperty("proxy-authorization");
  expect(await open.route.close()).toMatchObject({ blocked: [{ host: "example.org", times: 1 }] });
});
