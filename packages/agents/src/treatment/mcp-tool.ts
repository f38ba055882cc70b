/** `server/tool` for a name such as `mcp__server__tool`; null for a tool that is not of an MCP server. */
export function mcpToolOf(name: string): string | null {
  const [, server, tool] = /^mcp__(.+?)__(.+)$/.exec(name) ?? [];
  return server !== undefined && tool !== undefined ? `${server}/${tool}` : null;
}
