import { createServer } from "node:http";
import { type AddressInfo, createServer as createListener, type Server } from "node:net";
import { dirname, join } from "node:path";
import { sandboxConformance } from "@scylla/contracts/testing";
import { bwrapSandbox, processRunner } from "@scylla/workspace";
import { describe, expect, test } from "vitest";
import { bwrapHere } from "../../fixtures/bwrap-here.ts";
import { openPrograms } from "../../fixtures/open-programs.ts";
import { giveAway, ordinaryProcesses } from "../../fixtures/ordinary-processes.ts";

const PORT = 4010;

/** Exits with 0 when something accepts a connection at a port of the loopback. */
function connecting(port: number): readonly string[] {
  const exits = `.on("connect", () => process.exit(0)).on("error", () => process.exit(1))`;
  return ["node", "-e", `require("node:net").connect(${port}, "127.0.0.1")${exits}`];
}

const ASK = `fetch("http://127.0.0.1:${PORT}/").then((answer) => answer.text()).then((text) => process.exit(text === "answer" ? 0 : 1))`;

function listening(server: Server, at: number | string): Promise<void> {
  return new Promise((resolve) => server.listen(at, resolve));
}

async function openBwrap() {
  const programs = await openPrograms();
  const listener = createListener((socket) => socket.end());
  await listening(listener, 0);
  const gateway = createServer((_request, answer) => answer.end("answer"));
  const socket = join(dirname(programs.inside), "gateway.sock");
  await listening(gateway, socket);
  return {
    ...programs,
    sandbox: await bwrapSandbox(),
    processes: processRunner(),
    reach: connecting((listener.address() as AddressInfo).port),
    gateway: { socket, port: PORT, ask: ["node", "-e", ASK] },
    dispose: async () => {
      listener.close();
      gateway.close();
      await programs.dispose();
    },
  };
}

/** An ordinary user: programs in root's home are not for him, so that he has no node that could run the forwarder. */
async function openOrdinary() {
  const { gateway: _, reach: __, ...opened } = await openBwrap();
  giveAway(dirname(opened.inside), opened.inside, opened.outside);
  return { ...opened, processes: ordinaryProcesses(), path: "/usr/bin:/bin", reach: "getent hosts example.com" };
}

const here = bwrapHere;
if (here.works) {
  describe.concurrent("bwrap", () => {
    for (const one of sandboxConformance({ open: openBwrap })) test(one.name, one.run);
  });
  if (process.getuid?.() === 0) {
    describe.concurrent("bwrap, started by an ordinary user", () => {
      for (const one of sandboxConformance({ open: openOrdinary })) test(one.name, one.run);
    });
  }
} else {
  test("where bwrap doesn't work, it says why", async () => {
    await expect(bwrapSandbox()).rejects.toMatchObject({
      code: "SANDBOX_UNAVAILABLE",
      message: expect.stringContaining(here.reason),
    });
  });
}
