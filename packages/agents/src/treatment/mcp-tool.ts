/** `server/tool` for a name such as `mcp__server__tool`; null for a tool that is not of an MCP server. */
export function mcpToolOf(name: string): string | null;
/** The same for CLIs that join names by one underscore (`server_tool`, `mcp_server_tool`): only the server's name tells where it ends. */
export function mcpToolOf(name: string, servers: readonly string[]): string | null;
export function mcpToolOf(name: string, servers?: readonly string[]): string | null {
  if (!servers) {
    const [, server, tool] = /^mcp__(.+?)__(.+)$/.exec(name) ?? [];
    return server !== undefined && tool !== undefined ? `${server}/${tool}` : null;
  }
  const plain = name.replace(/^mcp_/, "");
  const server = servers.filter((one) => plain.startsWith(`${one}_`)).sort((a, b) => b.length - a.length)[0];
  return server === undefined ? null : `${server}/${plain.slice(server.length + 1)}`;
}
