import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const LAYERS = fileURLToPath(new URL("../fixtures/repository", import.meta.url));

/** The history of the demo's repository: each commit lays its directory of `fixtures/repository` over the one before. */
const HISTORY = [
  { layer: "01", message: "Make slugs" },
  { layer: "02", message: "Read sizes, shorten texts" },
  { layer: "03", message: "Write down how letters and units are read" },
  { layer: "04", message: "Take accented letters" },
  { layer: "05", message: "Take units" },
] as const;

/** The commit that the tasks start from; the two after it are their solutions, which no agent may find. */
const TASKS_START_AT = "03";

const SOLUTIONS = [
  { task: "slugify", layer: "04" },
  { task: "parse-size", layer: "05" },
] as const;

/** A fixed identity and fixed dates make the commit ids the same everywhere; the operator's own git settings stay out. */
const GIT_ENV = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Ada Example",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada Example",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};

export interface BuiltRepository {
  /** What the tasks name. */
  readonly commit: string;
  /** Patches from that commit to the solution of each task, by task. */
  readonly references: Readonly<Record<string, string>>;
}

/** Builds the repository from its layers and writes it to `bundle`. */
export async function buildRepository(bundle: string): Promise<BuiltRepository> {
  const directory = await mkdtemp(join(tmpdir(), "scylla-demo-repository-"));
  const git = async (args: readonly string[], date = "2026-01-05T09:00:00Z"): Promise<string> => {
    const env = { ...process.env, ...GIT_ENV, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const { stdout } = await run("git", ["-c", "core.autocrlf=false", ...args], { cwd: directory, env });
    return stdout;
  };
  try {
    await git(["init", "--quiet", "--initial-branch=main", "--object-format=sha1"]);
    const commits = new Map<string, string>();
    for (const [day, { layer, message }] of HISTORY.entries()) {
      await cp(join(LAYERS, layer), directory, { recursive: true });
      await git(["add", "--all"]);
      await git(["commit", "--quiet", "--no-verify", `--message=${message}`], `2026-01-${10 + day}T09:00:00Z`);
      commits.set(layer, (await git(["rev-parse", "HEAD"])).trim());
    }
    await git(["bundle", "create", "--quiet", bundle, "HEAD", "main"]);
    const references: Record<string, string> = {};
    for (const { task, layer } of SOLUTIONS) {
      const solution = commits.get(layer) ?? "";
      references[task] = await git(["diff", "--no-color", "--no-ext-diff", "--full-index", `${solution}^`, solution]);
    }
    return { commit: commits.get(TASKS_START_AT) ?? "", references };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
