import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { requireSqlite } from "@scylla/persistence";
import { requireGit } from "@scylla/workspace";
import { type Finding, ok, problem, refusedBy, warning } from "./finding.ts";

/** The oldest Node with everything that is used: `engines` of every package. */
const OLDEST_NODE = [24, 15] as const;

export function node(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const what = `Node ${version} on ${process.platform}`;
  if (!isNew) return problem("node", what, `Install Node ${OLDEST_NODE.join(".")} or newer.`);
  if (process.platform === "win32") return problem("node", what, "Use Linux or macOS; on Windows, WSL.");
  return ok("node", what);
}

export function sqlite(): Promise<Finding> {
  return refusedBy("sqlite", () => {
    requireSqlite(process.versions["sqlite"]);
    return `SQLite ${process.versions["sqlite"]}`;
  });
}

export function git(): Promise<Finding> {
  return refusedBy("git", async () => `git ${await requireGit()}`);
}

/** What runs do without. */
export function optional(program: string, purpose: string): Finding {
  return ok(program, onPath(program) ?? `not installed, which is no obstacle: ${purpose}`);
}

export function home(): Finding {
  const { HOME } = process.env;
  if (HOME !== undefined && existsSync(HOME)) return ok("home", HOME);
  return warning(
    "home",
    HOME === undefined ? "HOME is not set" : `HOME is ${HOME}, which does not exist`,
    "Set it if tasks name repositories that need your credentials: git finds them there. Agents have homes of their own.",
  );
}

/** Where a name on the PATH leads to. */
export function onPath(program: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((dir) => join(dir, program))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
