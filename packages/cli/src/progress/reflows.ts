/**
 * True for terminals that wrap lines anew when they become narrower, as all current ones do. The console of Linux, screen and xterm cut them off.
 */
export function reflows(env: NodeJS.ProcessEnv): boolean {
  if (env["TMUX"] !== undefined) return true;
  return env["XTERM_VERSION"] === undefined && env["STY"] === undefined && env["TERM"] !== "linux";
}
