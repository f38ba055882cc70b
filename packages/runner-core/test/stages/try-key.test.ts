import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { GatewayRoute } from "@scylla/contracts";
import { expect, test } from "vitest";
import { tryKey } from "../../src/stages/try-key.ts";

const WRONG_GEMINI_KEY = {
  error: {
    ...{ code: 400, message: "API key not valid. Please pass a valid API key.", status: "INVALID_ARGUMENT" },
    details: [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        ...{ reason: "API_KEY_INVALID", domain: "googleapis.com" },
      },
    ],
  },
};

/** What trying a key says of a provider that answers so. */
async function tried(status: number, body: string): Promise<unknown> {
  const server = createServer((_request, response) => void response.writeHead(status).end(body));
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const route: Pick<GatewayRoute, "baseUrl"> = { baseUrl: () => `http://127.0.0.1:${port}` };
    return await tryKey(route, "gemini").catch((error: unknown) => error);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each([
  [401, "{}"],
  [400, JSON.stringify(WRONG_GEMINI_KEY)],
])("%i %s refuses the key", async (status, body) => {
  expect(await tried(status, body)).toMatchObject({
    code: "KEY_REFUSED",
    message: "gemini does not take the key that the gateway has for it",
  });
});

test.each([
  [200, "{}"],
  [400, "not valid"],
  [400, "null"],
  [400, JSON.stringify({ error: { status: "INVALID_ARGUMENT", message: "API_KEY_INVALID" } })],
  [400, JSON.stringify({ error: { details: [null, { reason: ["API_KEY_INVALID"] }] } })],
  [403, JSON.stringify(WRONG_GEMINI_KEY)],
  [404, ""],
  [500, ""],
])("%i %s says nothing about the key", async (status, body) => {
  expect(await tried(status, body)).toBeUndefined();
});

test("a provider that can't be reached says nothing about the key", async () => {
  const route: Pick<GatewayRoute, "baseUrl"> = { baseUrl: () => "http://127.0.0.1:1" };
  await expect(tryKey(route, "gemini")).resolves.toBeUndefined();
});
