import type { Launch, Sandbox } from "@scylla/contracts";
import { sandboxConformance } from "@scylla/contracts/testing";
import { chooseSandbox, processRunner } from "@scylla/workspace";
import { describe, expect, test } from "vitest";
import { CONTAINERS_HERE, relayedSandbox, TEST_IMAGE } from "../../fixtures/containers-here.ts";
import { openGateway } from "../../fixtures/open-gateway.ts";

for (const kind of CONTAINERS_HERE) {
  const opened = chooseSandbox(kind, { image: TEST_IMAGE });
  describe.concurrent(kind, () => {
    const open = async () => ({ ...(await openGateway()), sandbox: await opened, processes: processRunner() });
    for (const one of sandboxConformance({ open })) test(one.name, { timeout: 60_000 }, one.run);
  });

  // The relay is the same for both; what differs is tried in `container-relay.test.ts`.
  if (kind !== "docker") continue;
  const relayed = relayedSandbox(kind);
  describe.concurrent(`${kind}, by relay`, () => {
    const open = async () => {
      const around = await openGateway();
      return { ...around, sandbox: withGateway(await relayed, around.gateway), processes: processRunner() };
    };
    for (const one of sandboxConformance({ open })) test(one.name, { timeout: 60_000 }, one.run);
  });
}

/** Also what asks for no gateway has one, so that every case runs behind its relay. */
function withGateway(sandbox: Sandbox, gateway: Launch["gateway"]): Sandbox {
  return { ...sandbox, confine: (launch, signal) => sandbox.confine({ gateway, ...launch }, signal) };
}

if (CONTAINERS_HERE.length === 0) {
  test("where no engine is made ready for tests, containers without an image are refused", async () => {
    for (const kind of ["docker", "podman"]) {
      await expect(chooseSandbox(kind)).rejects.toMatchObject({ code: "SANDBOX_UNAVAILABLE" });
    }
  });
}
