import { type AgentAdapter, PORTS, type PortVersion, type RunStore, requirePort } from "@scylla/contracts";
import { memoryRunStore, scriptedAgent } from "@scylla/contracts/testing";
import { expect, expectTypeOf, test } from "vitest";

test.each(Object.values(PORTS))("%s: a matching version passes, and the number is all there is to it", (port) => {
  expect(port).toMatch(/^[a-z-]+\/[1-9]\d*$/);
  expect(() => requirePort({ port }, port, "my part")).not.toThrow();
});

const NEWER =
  "Upgrade @scylla/contracts and the packages that use it to releases that speak agent/2, or take a release of my agent that speaks agent/1.";
const UNSAID = 'Upgrade my agent to a release that says which version it implements, as `port: "agent/1"`.';

test.each<readonly [what: string, port: unknown, said: string, hint: string]>([
  ["an older part", "agent/0", "agent/0", "Upgrade my agent so that both speak agent/1."],
  ["a newer part", "agent/2", "agent/2", NEWER],
  ["a part from before there were versions", undefined, "no version of a port", UNSAID],
  ["a version that is not one", 7, "no version of a port", UNSAID],
  ["a version without a number", "agent", "agent", UNSAID],
  ["a part of another kind", "grader/1", "grader/1", "That is another kind of part: give one that implements agent/1."],
])("%s is refused, with both versions and what to upgrade", (_what, port, said, hint) => {
  expect(() => requirePort({ port } as { port: string }, PORTS.agent, "my agent")).toThrow(
    expect.objectContaining({
      code: "PORT_MISMATCH",
      message: `my agent implements ${said}, but agent/1 is needed`,
      hint,
    }),
  );
});

test("no part at all is refused like one that says nothing", () => {
  expect(() => requirePort(undefined as never, PORTS.agent, "my agent")).toThrow(
    expect.objectContaining({ code: "PORT_MISMATCH", hint: UNSAID }),
  );
});

test("two versions compiled together are a type error", () => {
  const old = { ...scriptedAgent(), port: "agent/0" as const };
  // @ts-expect-error: it says agent/0, and agent/1 is needed
  const adapter: AgentAdapter = old;
  // @ts-expect-error: a store does not do as an agent
  const store: AgentAdapter = memoryRunStore();
  expect([adapter.port, store.port]).toEqual(["agent/0", "run-store/1"]);
  expectTypeOf<RunStore["port"]>().toEqualTypeOf<"run-store/1">();
});

test("after the check the compiler knows the version", () => {
  const part: { readonly port: string } = { port: "agent/1" };
  requirePort(part, PORTS.agent, "my agent");
  expectTypeOf(part).toExtend<{ readonly port: "agent/1" }>();
  expectTypeOf<PortVersion>().toExtend<string>();
});
