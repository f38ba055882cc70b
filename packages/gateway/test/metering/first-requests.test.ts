import { expect, test } from "vitest";
import { firstRequests } from "../../src/metering/first-requests.ts";
import { openGateway } from "../support/open-gateway.ts";
import { json, providerServer } from "../support/provider-server.ts";
import { send } from "../support/send.ts";

test("the first four different ones are kept, as they were sent", () => {
  const first = firstRequests();
  for (const body of ["a ", "a ", "b", "a ", "ü", "d", "e"]) first.add(Buffer.from(body));
  expect(first.texts()).toEqual(["a ", "b", "ü", "d"]);
});

test("of one over 1 MiB it is known that it was there", () => {
  const first = firstRequests();
  for (const size of [1024 * 1024, 1024 * 1024 + 1, 3]) first.add(Buffer.alloc(size, "x"));
  expect(first.texts().map((body) => body.length)).toEqual([1024 * 1024, 0, 3]);
});

test("a summary holds what the provider was asked, refused or not, and nothing that was not let through", async () => {
  await using provider = await providerServer((response) => json(response, 500, {}));
  await using open = await openGateway(provider.url, {}, { limits: { calls: 2 } });
  const url = `${open.route.baseUrl("main")}/v1/messages`;
  for (const path of ["", "/count_tokens", "", ""]) await send(url + path, { body: `{"n":"${path}${Math.random()}"}` });
  const { firstRequests: kept } = await open.route.close();
  const [first, , third] = provider.received.map(({ body }) => body);
  expect(kept).toEqual([first, third]);
});
