import { isImported, readExperiment } from "@scylla/compose";
import { renderJson, renderMarkdown, renderTerminal } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { FORMATS, type Format } from "../report-formats.ts";
import { suggestion, usageError } from "../usage-error.ts";

export interface ReportOptions {
  readonly format?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly column?: boolean;
  readonly compat?: string;
}

/** Prints the report: it is what was asked for, so it goes to stdout wherever that leads. @returns the exit code. */
export async function report(named: string | undefined, options: ReportOptions): Promise<number> {
  const format = formatOf(options);
  const { compat, out, column = false, json = false } = options;
  if (column && out === undefined) throw usageError("--column is for figures", "Say with --out where they go.");
  if (compat !== undefined) {
    if (compat !== "upstream")
      throw usageError(`--compat is ${JSON.stringify(compat)}`, suggestion(compat, ["upstream"]));
    if (out !== undefined) throw usageError("--compat contradicts --out", "Published figures are only printed.");
    const { reportUpstream } = await import("../upstream/report-upstream.ts");
    return reportUpstream(named, format);
  }
  if (out !== undefined) {
    if (options.format !== undefined)
      throw usageError(`--format ${format} contradicts --out`, "--out writes all that there is.");
    const { writeFolder } = await import("../reporting/write-folder.ts");
    return writeFolder(findExperiment(named), { out, json, column });
  }
  const dir = findExperiment(named);
  const { view, results, extras } = await readExperiment({ dir });
  const { stdout } = process;
  const terminal = { width: stdout.columns || 80, color: stdout.isTTY === true && stdout.hasColors(), extras };
  const text = {
    terminal: () => renderTerminal(results, terminal),
    json: () => renderJson(results),
    markdown: () => renderMarkdown(results, extras),
  };
  stdout.write(text[format]());
  if (format !== "json" && isImported(view)) stdout.write(`\n${(await correctionsOf(dir)).join("\n")}\n`);
  return EXIT.done;
}

/** What was published of an imported experiment, and is another here. */
async function correctionsOf(dir: string): Promise<readonly string[]> {
  const { importedFrom } = await import("../upstream/published-results.ts");
  const { correctionLines } = await import("../upstream/correction-lines.ts");
  const { upstreamCorrections } = await import("@scylla/upstream");
  const published = await importedFrom(dir);
  return published ? correctionLines(upstreamCorrections(published)) : [];
}

function formatOf({ format, json = false }: ReportOptions): Format {
  if (format === undefined) return json ? "json" : "terminal";
  const known = FORMATS.find((one) => one === format);
  if (!known) throw usageError(`--format is ${JSON.stringify(format)}`, suggestion(format, FORMATS));
  if (json && known !== "json") throw usageError(`--json contradicts --format ${known}`, "Give one of them.");
  return known;
}
