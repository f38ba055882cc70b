import { basename, relative } from "node:path";

/** Scripts of a checkout that start this command line. */
const CHECKOUT_SCRIPTS: ReadonlySet<string> = new Set(["scylla", "demo", "demo:run"]);

/** How this process was called, as it can be called again: `scylla`, a script of a checkout, or a path. */
export function ownCommand(env: NodeJS.ProcessEnv = process.env, argv: readonly string[] = process.argv): string {
  const event = env["npm_lifecycle_event"] ?? "";
  if (CHECKOUT_SCRIPTS.has(event)) {
    // A demonstration runs under pnpm whoever asked for it.
    const pnpm = event === "scylla" && env["npm_config_user_agent"]?.startsWith("pnpm/");
    return pnpm ? "pnpm --silent scylla" : "npm run --silent scylla --";
  }
  const script = argv[1] ?? "scylla";
  // Fetched for this one call: nothing of that name is on the PATH.
  if (script.includes("/_npx/")) return "npx @scylla/cli";
  if (script.includes("/dlx/")) return "pnpm dlx @scylla/cli";
  if (basename(script) === "scylla" || script.includes("/node_modules/")) return "scylla";
  return ["node", ...process.execArgv, nearPath(script)].map(shellWord).join(" ");
}

/** A path as a person would type it here: relative, unless that is longer or nothing but dots. */
export function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  if (near === "") return ".";
  return near.length < path.length && !/^[./]+$/.test(near) ? near : path;
}

/** One word of a shell's command line. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
