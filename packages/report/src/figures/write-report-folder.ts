import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Results } from "@scylla/contracts";
import { renderJson } from "../json.ts";
import { renderMarkdown } from "../markdown/render-markdown.ts";
import type { ReportExtras } from "../report-extras.ts";
import { type WholeFile, writeWholeFiles } from "../whole-files.ts";
import { type Figure, type FigureWidth, WIDTHS } from "./figure.ts";
import { figuresOf } from "./figures.ts";
import { renderPng } from "./render/png.ts";
import { renderSvg } from "./render/svg.ts";
import { FIGURES, leftFigures, REPORT, RESULTS, refuseOther } from "./report-folder.ts";
import type { ResourceUptake } from "./uptake/rows.ts";

/** What was written. */
export interface ReportFolder {
  readonly dir: string;
  /** Relative to it, in the order of writing. */
  readonly files: readonly string[];
  /** Their names. */
  readonly figures: readonly string[];
}

interface ReportFolderParams {
  readonly dir: string;
  readonly results: Results;
  readonly extras?: ReportExtras | undefined;
  readonly uptake?: readonly ResourceUptake[] | undefined;
  readonly width?: FigureWidth | undefined;
  /** Called before each figure is drawn. */
  readonly onFigure?: ((name: string, index: number, total: number) => void) | undefined;
}

/**
 * Writes `results.json`, `report.md` and `figures/` with each figure as Vega-Lite, SVG and PNG. Equal results give equal bytes. Nothing is
 * written before all is drawn, each file is replaced as a whole, and figures of an earlier report that this one lacks are removed.
 * @throws {ScyllaError} `USAGE` for a directory that holds other things, and where a package that draws is not installed; `DISK_FULL`, `STORE_IO`.
 */
export async function writeReportFolder(params: ReportFolderParams): Promise<ReportFolder> {
  const { dir, results, extras, uptake, width, onFigure } = params;
  await refuseOther(dir);
  const figures = figuresOf(results, uptake, { width });
  const drawn: WholeFile[] = [];
  for (const [i, figure] of figures.entries()) {
    onFigure?.(figure.name, i, figures.length);
    drawn.push(...(await drawnFiles(figure)));
  }
  const images = figures.map(({ name, title }) => ({
    title,
    path: `${FIGURES}/${name}`,
    width: WIDTHS[width ?? "page"],
  }));
  // A directory with results is known as a report, whatever else a kill leaves out.
  const files: readonly WholeFile[] = [
    { path: RESULTS, content: renderJson(results) },
    ...drawn,
    { path: REPORT, content: renderMarkdown(results, extras, images) },
  ];
  await writeWholeFiles(
    dir,
    files.map((file) => ({ ...file, path: join(dir, file.path) })),
  );
  const names = figures.map(({ name }) => name);
  for (const path of await leftFigures(dir, names)) await rm(path, { force: true });
  return { dir, files: files.map(({ path }) => path), figures: names };
}

async function drawnFiles(figure: Figure): Promise<readonly WholeFile[]> {
  const svg = await renderSvg(figure);
  const path = `${FIGURES}/${figure.name}`;
  return [
    { path: `${path}.vl.json`, content: `${JSON.stringify(figure.spec, null, 1)}\n` },
    { path: `${path}.svg`, content: svg },
    { path: `${path}.png`, content: await renderPng(svg) },
  ];
}
