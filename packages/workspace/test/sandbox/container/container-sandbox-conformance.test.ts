import { sandboxConformance } from "@scylla/contracts/testing";
import { chooseSandbox, processRunner } from "@scylla/workspace";
import { describe, expect, test } from "vitest";
import { CONTAINERS_HERE, TEST_IMAGE } from "../../fixtures/containers-here.ts";
import { openGateway } from "../../fixtures/open-gateway.ts";

for (const kind of CONTAINERS_HERE) {
  const opened = chooseSandbox(kind, { image: TEST_IMAGE });
  describe.concurrent(kind, () => {
    const open = async () => ({ ...(await openGateway()), sandbox: await opened, processes: processRunner() });
    for (const one of sandboxConformance({ open })) test(one.name, { timeout: 60_000 }, one.run);
  });
}

if (CONTAINERS_HERE.length === 0) {
  test("where no engine is made ready for tests, containers without an image are refused", async () => {
    for (const kind of ["docker", "podman"]) {
      await expect(chooseSandbox(kind)).rejects.toMatchObject({ code: "SANDBOX_UNAVAILABLE" });
    }
  });
}
