/**
 * The tool that Codex refused to run, in a line of its own log on standard error; null for any other line. Its events leave a refused
 * command out. What a command prints never stands there.
 */
export function refusedTool(line: string): string | null {
  const [, tool] =
    /^\S+Z ERROR codex_core::tools::router: error=(\w+) failed: CreateProcess \{ message: "Rejected\(/.exec(line) ?? [];
  return tool ?? null;
}
