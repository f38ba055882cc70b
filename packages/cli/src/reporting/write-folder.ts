import { join, resolve } from "node:path";
import { readExperiment, readUptake } from "@scylla/compose";
import { counted } from "@scylla/report";
import { writeReportFolder } from "@scylla/report/figures";
import { EXIT } from "../exit-codes.ts";
import { nearPath } from "../own-command.ts";

/** Everything as files; each figure that is drawn is named on stderr. @returns the exit code. */
export async function writeFolder(
  dir: string,
  { out, json, column }: { readonly out: string; readonly json: boolean; readonly column: boolean },
): Promise<number> {
  const { results, extras } = await readExperiment({ dir });
  const written = await writeReportFolder({
    ...{ dir: resolve(out), results, extras, uptake: await readUptake({ dir, results }) },
    width: column ? "column" : "page",
    onFigure: (name, index, total) => process.stderr.write(`drawing ${name} (${index + 1} of ${total})\n`),
  });
  const { stdout } = process;
  const figures = counted(written.figures.length, "figure");
  if (json) stdout.write(`${JSON.stringify(written, null, 2)}\n`);
  else stdout.write(`wrote ${nearPath(join(written.dir, "report.md"))}, results.json and ${figures}\n`);
  return EXIT.done;
}
