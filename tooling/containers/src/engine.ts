import { spawnSync } from "node:child_process";
import { openSync } from "node:fs";

/** What the image of the tests is called. */
export const IMAGE = "scylla-test:1";

/** Where an engine keeps its own, and writes what it says. */
export interface Place {
  readonly dir: string;
  readonly log: string;
}

/** An engine that holds the image. */
export interface Engine {
  /** How programs find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** @returns whether it ended with 0; what it says is kept for who asks why not. */
export function quiet(log: string, env: NodeJS.ProcessEnv, file: string, args: readonly string[]): boolean {
  const out = openSync(log, "a");
  return spawnSync(file, args, { stdio: ["ignore", out, out], timeout: 120_000, env }).status === 0;
}

export function has(name: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}
