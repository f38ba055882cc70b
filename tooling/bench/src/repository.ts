import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILES = 20;

const IDENTITY = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Ada Example",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada Example",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};

/** Makes a repository of 20 files of 1 to 20 KiB in five directories. @returns the id of its commit. */
export function writeRepository(directory: string): string {
  for (let i = 0; i < FILES; i++) {
    const below = join(directory, `part-${i % 5}`);
    mkdirSync(below, { recursive: true });
    writeFileSync(
      join(below, `file-${i}.txt`),
      `${i} `
        .padEnd(64, "x")
        .concat("\n")
        .repeat(16 * (i + 1)),
    );
  }
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: directory, env: { ...process.env, ...IDENTITY }, encoding: "utf8" }).trim();
  git("init", "--quiet", "--template=", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message=Begin");
  return git("rev-parse", "HEAD");
}
