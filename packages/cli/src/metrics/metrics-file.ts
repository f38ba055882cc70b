import { createHash } from "node:crypto";
import { link, lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { nearPath } from "../own-command.ts";

/** A file that a collector reads while it is being replaced: it is always whole, and always of one experiment. */
export interface MetricsFile {
  /** @throws {ScyllaError} `USAGE` where the file has become another's; or what the disk says. */
  write(text: string): Promise<void>;
}

/**
 * Takes a path for the metrics of an experiment directory. A file that is not of this experiment is never replaced.
 * @throws {ScyllaError} `USAGE`.
 */
export async function claimMetricsFile(named: string, dir: string): Promise<MetricsFile> {
  const path = resolve(named);
  const header = `# Metrics of the experiment in ${JSON.stringify(dir)}, written by scylla.\n`;
  const aside = join(
    dirname(path),
    `.${basename(path)}.${createHash("sha256").update(dir).digest("hex").slice(0, 12)}.tmp`,
  );
  try {
    if ((await ownerOf(path, header)) === "nobody") {
      await writeAside(aside, header);
      // Unlike a rename, a link never replaces what another process has put there meanwhile.
      await link(aside, path).finally(() => rm(aside, { force: true }));
    }
  } catch (cause) {
    throw refused(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  await refuseForeign(path, header);
  return {
    write: async (text) => {
      await refuseForeign(path, header);
      try {
        await writeAside(aside, header + text);
        await rename(aside, path);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
    },
  };
}

async function refuseForeign(path: string, header: string): Promise<void> {
  if ((await ownerOf(path, header)) === "another") throw refused(path, "it holds something else");
}

async function ownerOf(path: string, header: string): Promise<"us" | "another" | "nobody"> {
  const facts = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (facts === null) return "nobody";
  if (!facts.isFile()) return "another";
  const file = await open(path, "r");
  try {
    const wanted = Buffer.from(header);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted.length), 0, wanted.length, 0);
    return buffer.subarray(0, bytesRead).equals(wanted) ? "us" : "another";
  } finally {
    await file.close();
  }
}

async function writeAside(path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, "wx", 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function refused(path: string, why: string, cause?: unknown): ScyllaError {
  return new ScyllaError("USAGE", `metrics can't be written to ${nearPath(path)}: ${why}`, {
    hint: "Name a file that does not exist, in a directory that does, with --metrics-file: one for each experiment.",
    cause,
  });
}
