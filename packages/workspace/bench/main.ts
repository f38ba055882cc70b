import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { TemplateSpec } from "@scylla/contracts";
import { processRunner, workspaceProvider } from "../src/index.ts";

const USAGE = `pnpm --filter @scylla/workspace bench [--files N] [--times N]
How long a fresh working tree of a repository of N files (2000) takes, median of N (20): a workspace as an overlay and as a copy, beside
\`git worktree add\`, a shallow clone of the same repository, and a plain copy of its files.`;

/** Each of 1 KiB, in directories of 50. */
function writeRepository(directory: string, files: number): string {
  for (let i = 0; i < files; i++) {
    const below = join(directory, `part-${Math.floor(i / 50)}`);
    mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `file-${i}.txt`), `${i} `.padEnd(1024, "x"));
  }
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: directory,
      encoding: "utf8",
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message=Begin");
  return git("rev-parse", "HEAD");
}

async function median(times: number, once: (i: number) => Promise<unknown> | unknown): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const begun = performance.now();
    await once(i);
    taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

const { values } = parseArgs({
  // pnpm passes the separator on.
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: {
    files: { type: "string", default: "2000" },
    times: { type: "string", default: "20" },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const [files, times] = [Number(values.files), Number(values.times)];
  const root = mkdtempSync(join(realpathSync(process.env["SCYLLA_BENCH_DIR"] ?? tmpdir()), "scylla-bench-"));
  try {
    const repository = join(root, "repository");
    mkdirSync(repository);
    const commit = writeRepository(repository, files);
    const spec: TemplateSpec = { repo: { kind: "path", path: repository, commit }, setup: [] };
    const never = new AbortController().signal;
    for (const mode of ["overlay", "copy"] as const) {
      const work = join(root, mode);
      mkdirSync(work, { mode: 0o700 });
      const provider = await workspaceProvider({ root: work, experiment: "bench", processes: processRunner(), mode });
      await provider.ensureTemplate(spec, never);
      const delivery = { files: [], scrub: [] };
      const create = (i: number) => provider.create({ id: `${i}-1`, template: spec, delivery }, never);
      try {
        console.log(`${mode}: ${(await median(times, create)).toFixed(1)} ms`);
      } catch (error) {
        console.log(`${mode}: not here (${error instanceof Error ? error.message : error})`);
      }
      await provider.sweep(new Set());
    }
    const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: repository, stdio: "ignore" });
    const at = (name: string, i: number): string => join(root, `${name}-${i}`);
    const others = {
      "git worktree add": (i: number) => git("worktree", "add", "--detach", at("worktree", i)),
      "git clone --depth 1": (i: number) => git("clone", "--depth", "1", `file://${repository}`, at("clone", i)),
      "a copy of the files": (i: number) => cpSync(repository, at("plain", i), { recursive: true }),
    };
    for (const [name, once] of Object.entries(others))
      console.log(`${name}: ${(await median(times, once)).toFixed(1)} ms`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

await main();
