import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Results, ScyllaError } from "@scylla/contracts";
import { renderJson } from "./json.ts";
import { renderMarkdown } from "./markdown/render-markdown.ts";
import type { ReportExtras } from "./report-extras.ts";

export interface WrittenReports {
  /** Paths of the files. */
  readonly json: string;
  readonly markdown: string;
}

/** A temporary file of a process that was killed is removed after this long. */
const STALE_MS = 60 * 60 * 1000;

const TEMPORARY = /^\.report-[0-9a-f-]{36}\.tmp$/;

/**
 * Writes `<dir>/reports/results.json` and `report.md`. Each file is replaced as a whole, and neither before both are written out:
 * a failure, a full disk or a kill leaves readable reports. Safe to repeat, and for two processes at once.
 * @throws {ScyllaError} `DISK_FULL`, `STORE_IO`.
 */
export async function writeReports(params: {
  readonly dir: string;
  readonly results: Results;
  readonly extras?: ReportExtras | undefined;
}): Promise<WrittenReports> {
  const reports = join(params.dir, "reports");
  const written = { json: join(reports, "results.json"), markdown: join(reports, "report.md") };
  const files = [
    { path: written.json, text: renderJson(params.results) },
    { path: written.markdown, text: renderMarkdown(params.results, params.extras) },
  ].map((file) => ({ ...file, temporary: join(reports, `.report-${randomUUID()}.tmp`) }));
  try {
    await mkdir(reports, { recursive: true });
    await removeStale(reports);
    for (const { temporary, text } of files) await writeDurably(temporary, text);
    for (const { temporary, path } of files) await rename(temporary, path);
  } catch (cause) {
    await Promise.allSettled(files.map(({ temporary }) => rm(temporary, { force: true })));
    throw notWritten(reports, cause);
  }
  return written;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function removeStale(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!TEMPORARY.test(name)) continue;
    const path = join(dir, name);
    // Another process may be faster at either.
    const facts = await stat(path).catch(() => null);
    if (facts && Date.now() - facts.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}

function notWritten(dir: string, cause: unknown): ScyllaError {
  const full = cause instanceof Error && "code" in cause && (cause.code === "ENOSPC" || cause.code === "EDQUOT");
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ScyllaError(full ? "DISK_FULL" : "STORE_IO", `The reports in ${dir} could not be written: ${reason}`, {
    hint: "The results are stored, and older reports are unchanged. Make room or give permission, then ask for the report again.",
    cause,
  });
}
