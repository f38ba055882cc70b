import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { AGENTS_CACHE } from "./install-cli.ts";

/** What is known of a machine that an ordinary user may know too. */
const PASSED_ON = ["CI", "LANG", "TZ"];

/**
 * Runs Vitest as another user, with a HOME and a temp directory of their own and nothing of root's: neither this Node nor the agents'
 * programs need lie where they can read.
 * @returns the exit code.
 */
export function asUser(name: string, args: readonly string[], environment: NodeJS.ProcessEnv): number {
  if (process.getuid?.() !== 0) throw new Error("only root can run the tests as somebody else");
  const [uid = "", gid = ""] = ["-u", "-g"].map((what) =>
    execFileSync("id", [what, name], { encoding: "utf8" }).trim(),
  );
  const place = mkdtempSync(join(tmpdir(), "scylla-user-"));
  try {
    const [bin, tmp, cache] = ["bin", "tmp", ".cache"].map((one) => join(place, one)) as [string, string, string];
    for (const dir of [bin, tmp]) mkdirSync(dir);
    cpSync(process.execPath, join(bin, "node"));
    for (const one of installed(args))
      cpSync(join(AGENTS_CACHE, one), join(cache, "scylla", "agents", one), { recursive: true });
    execFileSync("chown", ["-R", `${uid}:${gid}`, place]);
    const env = {
      ...Object.fromEntries(
        PASSED_ON.flatMap((one) => (environment[one] === undefined ? [] : [[one, environment[one]]])),
      ),
      ...{ HOME: place, TMPDIR: tmp, XDG_CACHE_HOME: cache, USER: name },
      PATH: [bin, "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
    };
    const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
    const start = ["--reuid", uid, "--regid", gid, "--clear-groups", "--inh-caps=-all", join(bin, "node"), vitest];
    return spawnSync("setpriv", [...start, ...args], { stdio: "inherit", env }).status ?? 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** What need not be installed once more: each is some 300 MB, so only what the arguments name, or all where they name none. */
function installed(args: readonly string[]): readonly string[] {
  if (!existsSync(AGENTS_CACHE)) return [];
  const named = KINDS.filter((kind) => args.some((arg) => arg.includes(kind)));
  const wanted = named.length === 0 ? KINDS : named;
  return readdirSync(AGENTS_CACHE).filter((dir) => wanted.some((kind) => dir.includes(kind)));
}

const KINDS = ["claude-code", "codex", "opencode", "gemini-cli"];
