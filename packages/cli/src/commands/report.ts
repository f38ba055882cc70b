import { readExperiment } from "@scylla/compose";
import { renderJson, renderMarkdown, renderTerminal } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { FORMATS, type Format } from "../report-formats.ts";
import { suggestion, usageError } from "../usage-error.ts";

export interface ReportOptions {
  readonly format?: string;
  readonly json?: boolean;
}

/** Prints the report: it is what was asked for, so it goes to stdout wherever that leads. @returns the exit code. */
export async function report(named: string | undefined, options: ReportOptions): Promise<number> {
  const format = formatOf(options);
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

function formatOf({ format, json = false }: ReportOptions): Format {
  if (format === undefined) return json ? "json" : "terminal";
  const known = FORMATS.find((one) => one === format);
  if (!known) throw usageError(`--format is ${JSON.stringify(format)}`, suggestion(format, FORMATS));
  if (json && known !== "json") throw usageError(`--json contradicts --format ${known}`, "Give one of them.");
  return known;
}
