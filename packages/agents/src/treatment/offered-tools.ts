import { listIn, memberOf, textIn } from "./json-members.ts";

/** Names of the tools that a request to a model offers, as each provider lists them. */
export function offeredTools(request: unknown): readonly string[] {
  return listIn(request, "tools").flatMap((tool) => [
    ...textIn(tool, "name"),
    ...textIn(memberOf(tool, "function"), "name"),
    ...listIn(tool, "functionDeclarations").flatMap((one) => textIn(one, "name")),
  ]);
}

/** Whether one of the tools is an MCP server's: `mcp__server` as a space of names, or a name that begins with the server's. */
export function isOffered(server: string, tools: readonly string[]): boolean {
  const wanted = plain(server);
  return tools.some((name) => {
    const own = plain(name).replace(/^mcp_+/, "");
    return own === wanted || own.startsWith(`${wanted}_`);
  });
}

/** CLIs write the letters that a provider does not take as others. */
function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, "_");
}
