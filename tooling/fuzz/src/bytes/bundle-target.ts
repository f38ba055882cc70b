import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processRunner, workspaceProvider } from "@scylla/workspace";
import { type Target, taken } from "../target.ts";
import { mutateBytes } from "./mutate-bytes.ts";

const NEVER = new AbortController().signal;

/** Fetches a task's commit from a bundle that changed on its way. */
export async function bundleTarget(): Promise<Target> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "scylla-fuzz-")));
  const bundle = join(root, "repo.bundle");
  const commit = makeBundle(join(root, "repository"), bundle);
  const bytes = readFileSync(bundle);
  const work = join(root, "work");
  const workspaces = await workspaceProvider({
    root: work,
    experiment: "fuzz",
    processes: processRunner(),
    mode: "copy",
  });
  return {
    feed: async (choose) => {
      await rm(join(work, "repos"), { recursive: true, force: true });
      writeFileSync(bundle, mutateBytes(choose, bytes));
      return taken(() => workspaces.ensureCommit({ kind: "bundle", path: bundle, commit }, NEVER));
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

function makeBundle(repository: string, bundle: string): string {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: repository,
      encoding: "utf8",
    }).trim();
  mkdirSync(repository);
  git("init", "--quiet", "--initial-branch=main");
  for (let i = 0; i < 20; i++) writeFileSync(join(repository, `file-${i}`), `content ${i}\n`.repeat(i));
  git("add", "--all");
  git("commit", "--quiet", "--message=Begin");
  git("bundle", "create", "--quiet", bundle, "main");
  return git("rev-parse", "HEAD");
}
