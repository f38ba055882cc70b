import { execFileSync } from "node:child_process";
import { writeFiles } from "./write-files.ts";

const IDENTITY = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Ada Example",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Ada Example",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

/** Makes a repository with one commit. @returns its id, which is the same everywhere. */
export function writeRepository(directory: string, files: Readonly<Record<string, string>>): string {
  writeFiles(directory, files);
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: directory, env: { ...process.env, ...IDENTITY }, encoding: "utf8" }).trim();
  git("init", "--quiet", "--template=", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message=Begin");
  return git("rev-parse", "HEAD");
}
