import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { systemCommand } from "../processes/system-command.ts";

/** The directories of an overlay: `lower` is never written, everything that changes is in `upper`. */
export interface OverlayPaths {
  readonly lower: string;
  readonly upper: string;
  readonly work: string;
  readonly merged: string;
}

/**
 * Mounts so that whatever is changed shows in the upper directory by name: a renamed directory is there, empty, with a note that its
 * content is found in the lower one (without that, `git mv` of a directory fails in a workspace). `volatile`: the kernel does not flush the
 * whole file system at unmount; what matters is captured into the store before that.
 */
export async function mountOverlay({ lower, upper, work, merged }: OverlayPaths): Promise<void> {
  // A work directory that was in use when the machine stopped can't be used again.
  rmSync(work, { recursive: true, force: true });
  for (const directory of [upper, work, merged]) mkdirSync(directory, { recursive: true });
  const options = `lowerdir=${lower},upperdir=${upper},workdir=${work},redirect_dir=on,metacopy=off,index=off,volatile`;
  try {
    await systemCommand(["mount", "-t", "overlay", "overlay", "-o", options, merged]);
  } catch (cause) {
    throw new ScyllaError("WORKSPACE_FAILED", `an overlay can't be mounted at ${merged}`, { cause });
  }
}

/** Unmounts, at once or as soon as nothing uses it any more. */
export async function unmount(directory: string): Promise<void> {
  try {
    await systemCommand(["umount", directory]).catch(() => systemCommand(["umount", "--lazy", directory]));
  } catch (cause) {
    throw new ScyllaError("WORKSPACE_FAILED", `${directory} can't be unmounted`, { cause });
  }
}

/** Every mount point at or below a directory, deepest first. The directory's path has no links in it. */
export function mountsWithin(directory: string): readonly string[] {
  if (process.platform !== "linux") return [];
  return readFileSync("/proc/self/mountinfo", "latin1")
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .map((field) =>
      Buffer.from(
        field.replace(/\\([0-7]{3})/g, (_match, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
        "latin1",
      ).toString("utf8"),
    )
    .filter((point) => point === directory || point.startsWith(`${directory}/`))
    .sort((a, b) => b.length - a.length);
}

/** Whether this process can mount overlays under a directory; found out by doing it. */
export async function overlayWorks(directory: string): Promise<boolean> {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || /[,:\\\s]/.test(directory)) return false;
  mkdirSync(directory, { recursive: true });
  const probe = mkdtempSync(join(directory, ".probe-"));
  try {
    const paths = {
      lower: join(probe, "lower"),
      upper: join(probe, "upper"),
      work: join(probe, "work"),
      merged: join(probe, "merged"),
    };
    mkdirSync(paths.lower);
    await mountOverlay(paths);
    await unmount(paths.merged);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
