import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { promisify } from "node:util";

/** Removes a directory of a test with everything in it; workspaces that an unfinished experiment keeps may be mounted there. */
export async function removePlace(dir: string): Promise<void> {
  const mounts = await readFile("/proc/self/mounts", "utf8").catch(() => "");
  const points = mounts.split("\n").flatMap((line) => line.split(" ")[1]?.replaceAll("\\040", " ") ?? []);
  for (const point of points.filter((one) => one.startsWith(`${dir}/`))) {
    await promisify(execFile)("umount", ["--lazy", point]);
  }
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
}
