import { dirname } from "node:path";
import { sandboxConformance } from "@scylla/contracts/testing";
import { bwrapSandbox, processRunner } from "@scylla/workspace";
import { describe, expect, test } from "vitest";
import { bwrapHere } from "../../fixtures/bwrap-here.ts";
import { openGateway } from "../../fixtures/open-gateway.ts";
import { giveAway, ordinaryProcesses } from "../../fixtures/ordinary-processes.ts";

async function openBwrap() {
  return { ...(await openGateway()), sandbox: await bwrapSandbox(), processes: processRunner() };
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
