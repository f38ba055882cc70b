import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { openGateway, until } from "../../support/open-gateway.ts";
import { providerServer, sse } from "../../support/provider-server.ts";
import { send } from "../../support/send.ts";

const BODY = '{"type":"message","model":"m","usage":{"input_tokens":1,"output_tokens":2}}';
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

/** A provider that says, byte by byte, what it is told to. */
async function rawProvider(onRequest: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  let requests = 0;
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      if (!bytes.toString("latin1").endsWith("{}")) return;
      requests += 1;
      onRequest(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    requests: () => requests,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ask = (url: string) => send(`${url}/v1/messages`);

test.each<readonly [string, (socket: Socket) => void]>([
  ["whose head comes byte by byte", (socket) => void [...ANSWER].map((byte) => socket.write(byte))],
  ["that ends with its connection", (socket) => void socket.end(ANSWER.replace(/Content-Length.*\r\n/, ""))],
  ["after an announcement", (socket) => void socket.write(`HTTP/1.1 103 Early\r\n\r\n${ANSWER}`)],
  ["with something behind it", (socket) => void socket.write(`${ANSWER}HTTP/1.1 500 Injected\r\n\r\n`)],
])("an answer %s arrives whole and metered, once", async (_what, answer) => {
  await using provider = await rawProvider(answer);
  await using open = await openGateway(provider.url);
  for (const _ of [1, 2])
    expect(await ask(open.route.baseUrl("main"))).toMatchObject({ status: 200, body: BODY, whole: true });
  expect(await open.route.close()).toMatchObject({ calls: 2, failed: 0, usage: { inputTokens: 2, outputTokens: 4 } });
  expect(provider.requests()).toBe(2);
});

test.each([
  ["says so", ANSWER.replace("\r\n", "\r\nConnection: close\r\n")],
  ["speaks an older HTTP", ANSWER.replace("HTTP/1.1", "HTTP/1.0")],
  ["says more than it was asked for", `${ANSWER}x`],
])("a connection is not used again when the provider %s", async (_what, answer) => {
  await using provider = await rawProvider((socket) => void socket.write(answer));
  await using open = await openGateway(provider.url);
  for (const _ of [1, 2]) expect(await ask(open.route.baseUrl("main"))).toMatchObject({ status: 200, body: BODY });
  expect(provider.sockets).toHaveLength(2);
});

test("a connection that the provider closed or wrote to in between is not used again", async () => {
  await using provider = await rawProvider((socket) => void socket.write(ANSWER));
  await using open = await openGateway(provider.url);
  await ask(open.route.baseUrl("main"));
  provider.sockets[0]?.end();
  await until(() => provider.sockets[0]?.closed === true);
  await ask(open.route.baseUrl("main"));
  provider.sockets[1]?.write("HTTP/1.1 500 Injected\r\nContent-Length: 0\r\n\r\n");
  await until(() => provider.sockets[1]?.closed === true);
  expect(await ask(open.route.baseUrl("main"))).toMatchObject({ status: 200, body: BODY });
  expect(await open.route.close()).toMatchObject({ calls: 3, failed: 0 });
  expect(provider.sockets).toHaveLength(3);
});

test.each([
  ["no answer", "hello\r\n\r\n"],
  ["an answer of unclear length", ANSWER.replace("\r\n", "\r\nTransfer-Encoding: chunked\r\n")],
])("%s is told as one, and asked for once", async (_what, text) => {
  await using provider = await rawProvider((socket) => void socket.write(text));
  await using open = await openGateway(provider.url);
  const sent = await ask(open.route.baseUrl("main"));
  expect(sent.status).toBe(502);
  expect(sent.body).toContain("main can't be reached (HPE_INVALID_RESPONSE)");
  expect(await open.route.close()).toMatchObject({ calls: 1, failed: 1 });
  expect(provider.requests()).toBe(1);
});

test("a provider that closes before it answers is not asked again", async () => {
  await using provider = await rawProvider((socket) => void socket.destroy());
  await using open = await openGateway(provider.url);
  expect(await ask(open.route.baseUrl("main"))).toMatchObject({ status: 502 });
  await open.route.close();
  expect(provider.requests()).toBe(1);
  expect(open.calls()).toMatchObject([{ status: null, end: "unreachable" }]);
});

test("chunks that break their own framing break the answer off", async () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  await using provider = await rawProvider((socket) => void socket.write(`${head}6\r\ndata: \r\nnonsense\r\n`));
  await using open = await openGateway(provider.url);
  expect(await ask(open.route.baseUrl("main"))).toMatchObject({ status: 200, whole: false });
  await open.route.close();
  expect(open.calls()).toMatchObject([{ end: "cut", metered: false }]);
});

test("calls at once have connections of their own, and answers that are larger than any buffer come whole", async () => {
  const words = "x".repeat(3_000_000);
  await using provider = await providerServer((response, { body }) => sse(response, [{ type: "words", body, words }]));
  await using open = await openGateway(provider.url);
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  for (const _ of [1, 2]) {
    const all = await Promise.all(Array.from({ length: 6 }, (_, n) => send(url, { body: `{"n":${n}}` })));
    all.forEach(({ body, whole }, n) => {
      expect(whole && body.includes(`{\\"n\\":${n}}`) && body.includes(words)).toBe(true);
    });
  }
});
