import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { relayWay, socketWay } from "../../../src/sandbox/container/gateway-way.ts";
import { place } from "../../fixtures/places.ts";
import { endOf, freePort } from "../../fixtures/relayed.ts";

const SOCKET = "/w/logs/gateway.sock";

test("the way to a socket starts before the program, and tells it of signals", () => {
  const { mounts, inside, outside } = socketWay({ socket: SOCKET, port: 8080 });
  expect(mounts.map(([, target]) => target)).toEqual(["/run/scylla/forwarder.mts", "/run/scylla/gateway.sock"]);
  expect(mounts[1]?.[0]).toBe(SOCKET);
  expect(inside).toEqual(["node", "/run/scylla/forwarder.mts", "8080", "/run/scylla/gateway.sock", "program"]);
  expect(outside).toEqual([]);
});

test("with a relay no socket is shown, and what is shown lies where the launch's own files do", async () => {
  const own = place();
  const options = { file: "/bin/docker", name: "scylla-1", own };
  const { mounts, outside } = await relayWay({ socket: SOCKET, port: 8080 }, options);
  expect(mounts).toEqual([[join(own, "relay"), "/run/scylla/relay"]]);
  expect(existsSync(join(own, "relay", "forwarder.ts"))).toBe(true);
  const exec = ["/bin/docker", "exec", "--interactive", "scylla-1", "node", "/run/scylla/relay/forwarder.ts", "8080"];
  expect(outside.slice(-exec.length - 2)).toEqual([SOCKET, String(exec.length), ...exec]);
});

test.for(["127.0.0.1", "::"])(
  "behind a relay the program starts when somebody listens at %s, not before",
  async (host) => {
    const port = await freePort();
    const { inside } = await relayWay({ socket: SOCKET, port }, { file: "docker", name: "scylla-1", own: place() });
    const [sh = "", ...args] = [...inside, "echo", "a  b"];
    const child = spawn(sh, args, { stdio: ["ignore", "pipe", "pipe"] });
    let isOpen = false;
    const end = endOf(child).then((ended) => ({ ...ended, isOpen }));
    await delay(200);
    const server = createServer();
    onTestFinished(() => void server.close());
    isOpen = true;
    await once(server.listen({ port, host }), "listening");
    expect(await end).toEqual({ code: 0, by: null, out: "a  b\n", err: "", isOpen: true });
  },
);
