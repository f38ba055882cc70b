import { agentRegistry, commandAgent } from "@scylla/agents";
import { isScyllaError } from "@scylla/contracts";
import { expect, test } from "vitest";

function errorOf(action: () => unknown): { readonly code: string; readonly text: string } {
  try {
    action();
  } catch (error) {
    if (isScyllaError(error)) return { code: error.code, text: `${error.message} ${error.hint}` };
  }
  throw new Error("no ScyllaError was thrown");
}

test("an adapter is found by its kind", () => {
  const command = commandAgent();
  expect(agentRegistry([command])("command")).toBe(command);
});

test("an unknown kind is refused, and the nearest is named", () => {
  const find = agentRegistry([commandAgent()]);
  expect(errorOf(() => find("comand"))).toEqual({
    code: "UNSUPPORTED",
    text: 'There is no adapter for agents of kind "comand". Did you mean command? Kinds that are there: command.',
  });
  expect(errorOf(() => find("gemini-cli")).text).toContain("Kinds that are there: command.");
  expect(errorOf(() => agentRegistry([])("command")).text).toContain("Kinds that are there: none.");
  expect(errorOf(() => find("constructor")).code).toBe("UNSUPPORTED");
});

test("two adapters of one kind are refused", () => {
  expect(errorOf(() => agentRegistry([commandAgent(), commandAgent()])).code).toBe("DUPLICATE_ID");
});

test("an adapter of another port version is refused", () => {
  const future = { ...commandAgent(), port: "agent/2" } as unknown as ReturnType<typeof commandAgent>;
  expect(errorOf(() => agentRegistry([future])).code).toBe("PORT_MISMATCH");
});
