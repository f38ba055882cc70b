import { execFileSync } from "node:child_process";
import { existsSync, globSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Processes whose environment or arguments name a directory: agents, checks, git and runners of a trial. */
function processesOf(root: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ["environ", "cmdline"].some((file) => mentions(`/proc/${pid}/${file}`, root)))
    .map(Number);
}

function mentions(file: string, root: string): boolean {
  try {
    return readFileSync(file, "latin1").includes(root);
  } catch {
    // Gone meanwhile, or of another user.
    return false;
  }
}

/** Mount points below a directory, the deepest first. */
function mountsOf(root: string): string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .filter((point) => point.startsWith(`${root}/`))
    .sort((a, b) => b.length - a.length);
}

/** Workspaces, graded trees and half-made things in a work directory. */
function directoriesOf(work: string): string[] {
  return [
    ...globSync(join(work, "{runs,graded}/*/*")),
    ...["repos", "templates"].flatMap((name) =>
      existsSync(join(work, name)) ? readdirSync(join(work, name)).filter((entry) => entry.startsWith(".")) : [],
    ),
  ];
}

/** What a finished experiment left behind, in words; nothing of it is allowed. */
export function leftoversOf(sandbox: { readonly root: string; readonly work: string; readonly out: string }): string[] {
  return [
    ...processesOf(sandbox.root).map((pid) => `process ${pid} is left: ${commandLine(pid)}`),
    ...mountsOf(sandbox.root).map((point) => `mount ${point} is left`),
    ...directoriesOf(sandbox.work).map((path) => `${path} is left`),
  ];
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ").trim();
  } catch {
    return "gone meanwhile";
  }
}

/** Kills, unmounts and removes whatever a trial left. */
export function removeSandbox(root: string): void {
  for (let pids = processesOf(root); pids.length > 0; pids = processesOf(root)) {
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It is gone already.
      }
    }
  }
  for (const point of mountsOf(root)) execFileSync("umount", ["--lazy", point]);
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
