import { join, resolve } from "node:path";
import { readExperiment, readUptake } from "@scylla/compose";
import { counted, renderJson, renderMarkdown, renderTerminal } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { nearPath } from "../own-command.ts";
import { FORMATS, type Format } from "../report-formats.ts";
import { suggestion, usageError } from "../usage-error.ts";

export interface ReportOptions {
  readonly format?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly column?: boolean;
}

/** Prints the report: it is what was asked for, so it goes to stdout wherever that leads. @returns the exit code. */
export async function report(named: string | undefined, options: ReportOptions): Promise<number> {
  const format = formatOf(options);
  if (options.column && options.out === undefined)
    throw usageError("--column is for figures", "Say with --out where they go.");
  if (options.out !== undefined) return writeFolder(named, { ...options, out: options.out });
  const { results, extras } = await readExperiment({ dir: findExperiment(named) });
  const { stdout } = process;
  const terminal = { width: stdout.columns || 80, color: stdout.isTTY === true && stdout.hasColors(), extras };
  const text = {
    terminal: () => renderTerminal(results, terminal),
    json: () => renderJson(results),
    markdown: () => renderMarkdown(results, extras),
  };
  stdout.write(text[format]());
  return EXIT.done;
}

/** Everything as files; each figure that is drawn is named on stderr. */
async function writeFolder(
  named: string | undefined,
  { out, format, json = false, column = false }: ReportOptions & { readonly out: string },
): Promise<number> {
  if (format !== undefined) throw usageError(`--format ${format} contradicts --out`, "--out writes all that there is.");
  const dir = findExperiment(named);
  const { results, extras } = await readExperiment({ dir });
  const { writeReportFolder } = await import("@scylla/report/figures");
  const written = await writeReportFolder({
    ...{ dir: resolve(out), results, extras, uptake: await readUptake({ dir, results }) },
    width: column ? "column" : "page",
    onFigure: (name, index, total) => process.stderr.write(`drawing ${name} (${index + 1} of ${total})\n`),
  });
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify(written, null, 2)}\n`);
  else
    stdout.write(
      `wrote ${nearPath(join(written.dir, "report.md"))}, results.json and ${counted(written.figures.length, "figure")}\n`,
    );
  return EXIT.done;
}

function formatOf({ format, json = false }: ReportOptions): Format {
  if (format === undefined) return json ? "json" : "terminal";
  const known = FORMATS.find((one) => one === format);
  if (!known) throw usageError(`--format is ${JSON.stringify(format)}`, suggestion(format, FORMATS));
  if (json && known !== "json") throw usageError(`--json contradicts --format ${known}`, "Give one of them.");
  return known;
}
