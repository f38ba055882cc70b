import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RealCli } from "./clis/real-cli.ts";

/** Outside of every workspace package, and shared by all checkouts of this user, whatever HOME a test sets later. */
export const AGENTS_CACHE = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "scylla", "agents");

/**
 * The program of a CLI in the version that its adapter was tried with, installed once. No install script is run: what one would have
 * linked is found by its own path.
 * @throws {Error} with npm's own words where it can't be installed.
 */
export async function installCli(cli: RealCli, cache = AGENTS_CACHE): Promise<string> {
  const version = cli.adapter({ executable: "" }).testedVersion ?? "";
  const name = `${cli.package.replaceAll(/[^a-z]+/g, "-").replace(/^-/, "")}-${version}`;
  const home = join(cache, name);
  return programIn(home, cli) ?? (await install(cache, home, cli, `${cli.package}@${version}`));
}

function programIn(home: string, { programs }: RealCli): string | undefined {
  return programs.map((path) => join(home, "node_modules", path)).find(existsSync);
}

/** Others may do the same at the same time: what is there is whole, because it comes by a rename. */
async function install(cache: string, home: string, cli: RealCli, what: string): Promise<string> {
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, ".draft-"));
  try {
    await npmInstall(draft, what);
    if (!programIn(draft, cli)) throw new Error(`${what} was installed, and holds none of ${cli.programs.join(", ")}`);
    await rename(draft, home).catch((error: unknown) => {
      if (!programIn(home, cli)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const program = programIn(home, cli);
  if (program === undefined) throw new Error(`${what} is not in ${home}`);
  return program;
}

async function npmInstall(prefix: string, what: string): Promise<void> {
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--loglevel=error"];
  const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
  try {
    await promisify(execFile)("npm", ["install", "--prefix", prefix, ...flags, ...patience, what], {
      timeout: 240_000,
    });
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(`${what} could not be installed, and its tests can't run without it:\n${words}`);
  }
}
