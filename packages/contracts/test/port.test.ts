import { PORTS, requirePort } from "@scylla/contracts";
import { expect, test } from "vitest";

test("a matching version passes", () => {
  expect(() => requirePort({ port: "agent/1" }, PORTS.agent, "my agent")).not.toThrow();
});

test.each([
  ["an older part", { port: "agent/0" }, "Upgrade my agent so that both speak agent/1."],
  ["a newer part", { port: "agent/2" }, "Upgrade the runner's packages so that both speak agent/1."],
])("%s is refused, with both versions and what to upgrade", (_what, part, hint) => {
  expect(() => requirePort(part, PORTS.agent, "my agent")).toThrow(
    expect.objectContaining({
      code: "PORT_MISMATCH",
      message: `my agent implements ${part.port}, but agent/1 is needed`,
      hint,
    }),
  );
});
