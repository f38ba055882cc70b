import { join } from "node:path";
import type { Results } from "@scylla/contracts";
import { renderJson } from "./json.ts";
import { renderMarkdown } from "./markdown/render-markdown.ts";
import type { ReportExtras } from "./report-extras.ts";
import { writeWholeFiles } from "./whole-files.ts";

export interface WrittenReports {
  /** Paths of the files. */
  readonly json: string;
  readonly markdown: string;
}

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
  await writeWholeFiles(reports, [
    { path: written.json, content: renderJson(params.results) },
    { path: written.markdown, content: renderMarkdown(params.results, params.extras) },
  ]);
  return written;
}
