const OF_THE_AGENT = new Set(["assistant", "model", "tool"]);

/** Parts of a request in which calls of tools and their results stand; a provider's own calls end in `_call`. */
const CALLS = /^(?:tool_use|tool_result|reasoning|thinking|.*_call|.*_call_output)$/;
const CALL_MEMBERS = new Set(["functionCall", "functionResponse"]);

/**
 * Texts of a request that the agent's program put there: neither what the model said before, nor what its tools gave back.
 * A file that the agent opened by itself was not given to it.
 */
export function givenTexts(request: unknown): readonly string[] {
  if (typeof request === "string") return [request];
  if (Array.isArray(request)) return request.flatMap(givenTexts);
  if (typeof request !== "object" || request === null) return [];
  const { role, type } = request as { readonly role?: unknown; readonly type?: unknown };
  if (OF_THE_AGENT.has(String(role)) || (typeof type === "string" && CALLS.test(type))) return [];
  return Object.entries(request).flatMap(([name, value]) => (CALL_MEMBERS.has(name) ? [] : givenTexts(value)));
}
