import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  digestOf,
  type FileEntry,
  type FileSet,
  type Json,
  type ProcessRunner,
  ScyllaError,
  type TemplateSpec,
} from "@scylla/contracts";
import { z } from "zod";
import { git } from "./git/git-command.ts";
import type { RepoCache } from "./git/repo-cache.ts";
import { writeTree } from "./git/write-tree.ts";
import { makeOnce } from "./make-once.ts";
import { isolatedEnvironment } from "./processes/isolated-environment.ts";
import { readEntry } from "./tree/read-entry.ts";
import { pathFromKey } from "./tree/walk.ts";

/** The prepared tree of a task. Nobody writes to it after it is made. */
export interface Template {
  /** What workspaces start as; its `.git` holds one commit and nothing else. */
  readonly tree: string;
  /** A git directory that no agent ever sees, with the base tree in it. */
  readonly gitDir: string;
  readonly baseTree: string;
  /** Whether the task's commit ignores anything. */
  readonly hasIgnoreRules: boolean;
}

const recordSchema = z.strictObject({ baseTree: z.string(), hasIgnoreRules: z.boolean() });

const SETUP_LIMIT_MS = 30 * 60_000;
const SETUP_OUTPUT_CAP = 256 * 1024;
const NO_CAP = Number.MAX_SAFE_INTEGER;

export interface TemplateMaker {
  ensure(spec: TemplateSpec, signal: AbortSignal): Promise<Template>;
}

export function templateMaker(root: string, repos: RepoCache, processes: ProcessRunner): TemplateMaker {
  const inFlight = new Map<string, Promise<Template>>();
  return {
    ensure: (spec, signal) => {
      const key = digestOf({ commit: spec.repo.commit, setup: spec.setup } as unknown as Json);
      const target = join(root, "templates", key.slice(0, 32));
      const known =
        inFlight.get(target) ??
        makeOnce(target, async (making) =>
          make(making, spec, await repos.ensure(spec.repo, signal), processes, signal),
        ).then(open);
      inFlight.set(target, known);
      // A failure is not remembered: the next one asks again.
      known.catch(() => inFlight.delete(target));
      return known;
    },
  };
}

function open(directory: string): Template {
  const record = recordSchema.parse(JSON.parse(readFileSync(join(directory, "template.json"), "utf8")));
  return { tree: join(directory, "tree"), gitDir: join(directory, "git"), ...record };
}

async function make(
  making: string,
  spec: TemplateSpec,
  repo: string,
  processes: ProcessRunner,
  signal: AbortSignal,
): Promise<void> {
  const tree = join(making, "tree");
  const gitDir = join(making, "git");
  mkdirSync(tree, { recursive: true });
  await checkOut(repo, spec.repo.commit, tree, signal);
  for (const command of spec.setup) await runSetup(command, making, tree, processes, signal);
  await git({ args: ["init", "--quiet", "--bare", "--template=", gitDir] }, signal);
  const { files, hasIgnoreRules } = await visibleFiles(tree, signal);
  const baseTree = await writeTree(gitDir, null, files, signal);
  writeFileSync(
    join(making, "template.json"),
    JSON.stringify({ baseTree, hasIgnoreRules } satisfies z.infer<typeof recordSchema>),
  );
}

/** A repository of its own, one commit deep: no remote, no other ref, no log, no hook, nothing else to find. */
async function checkOut(repo: string, commit: string, tree: string, signal: AbortSignal): Promise<void> {
  const gitDir = join(tree, ".git");
  await git({ args: ["init", "--quiet", "--template=", "--initial-branch=main", tree] }, signal);
  await git({ gitDir, args: ["fetch", "--quiet", "--no-tags", "--depth=1", pathToFileURL(repo).href, commit] }, signal);
  await git({ gitDir, workTree: tree, cwd: tree, args: ["checkout", "--quiet", "-B", "main", commit] }, signal);
  for (const trace of ["FETCH_HEAD", "ORIG_HEAD", "logs", "hooks", "branches", "description"])
    rmSync(join(gitDir, trace), { recursive: true, force: true });
  // A copied tree has other inodes and change times; without this the first `git status` would hash every file again.
  const settings = [
    "core.hooksPath /dev/null",
    "core.checkStat minimal",
    "core.trustctime false",
    "core.logAllRefUpdates false",
  ];
  for (const setting of settings) await git({ gitDir, args: ["config", ...setting.split(" ")] }, signal);
}

async function runSetup(
  command: string | readonly string[],
  making: string,
  tree: string,
  processes: ProcessRunner,
  signal: AbortSignal,
): Promise<void> {
  const home = join(making, "setup-home");
  const tmp = join(making, "setup-tmp");
  for (const directory of [home, tmp]) mkdirSync(directory, { recursive: true });
  const env = isolatedEnvironment({ home, tmp, allow: [], host: process.env });
  const token = `setup-${process.pid}-${Date.now()}-${Math.random()}`;
  const result = await processes.run(
    { command, cwd: tree, env, timeMs: SETUP_LIMIT_MS, outputCap: SETUP_OUTPUT_CAP, token },
    signal,
  );
  for (const directory of [home, tmp]) rmSync(directory, { recursive: true, force: true });
  if (result.exit.kind === "exited" && result.exit.code === 0) return;
  if (result.exit.kind === "aborted") throw new ScyllaError("INTERRUPTED", "the task's set-up was interrupted");
  const text = typeof command === "string" ? command : command.join(" ");
  const how =
    result.exit.kind === "exited"
      ? `ended with ${result.exit.code}`
      : result.exit.kind === "not-started"
        ? `could not be started (${result.exit.code})`
        : "was killed";
  const log = Buffer.concat([result.stdout.bytes ?? Buffer.alloc(0), result.stderr.bytes ?? Buffer.alloc(0)]).toString(
    "utf8",
  );
  throw new ScyllaError(
    "SETUP_FAILED",
    `the set-up command \`${text}\` ${how}\n${log.slice(-2000).trimEnd()}`.trimEnd(),
    {
      hint: "Make it work in a fresh checkout of the task's commit; nothing was bought yet.",
    },
  );
}

/** The tree as its own ignore rules show it. It is trusted: no agent has seen it. */
async function visibleFiles(tree: string, signal: AbortSignal): Promise<{ files: FileSet; hasIgnoreRules: boolean }> {
  const gitDir = join(tree, ".git");
  const listed = await git(
    { gitDir, workTree: tree, cwd: tree, args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"] },
    signal,
  );
  const paths = [...new Set(listed.toString("latin1").split("\0"))].filter((path) => path !== "");
  const files = paths.flatMap((path): FileEntry[] => {
    const entry = readEntry(Buffer.from(tree), pathFromKey(path), NO_CAP);
    return entry === null || entry === "omitted" ? [] : [entry];
  });
  const hasIgnoreRules =
    paths.some((path) => path === ".gitignore" || path.endsWith("/.gitignore")) ||
    existsSync(join(gitDir, "info/exclude"));
  return { files, hasIgnoreRules };
}
