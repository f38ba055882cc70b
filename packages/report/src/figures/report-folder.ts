import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { TEMPORARY } from "../whole-files.ts";
import { FIGURE_NAMES } from "./figures.ts";

export const FIGURES = "figures";
export const RESULTS = "results.json";
export const REPORT = "report.md";
const ENDINGS = ["vl.json", "svg", "png"] as const;

/** Every file that a figure may have. */
function figureFiles(name: string): readonly string[] {
  return ENDINGS.map((ending) => `${name}.${ending}`);
}

const OWN_FIGURES = new Set(FIGURE_NAMES.flatMap(figureFiles));

/**
 * Refuses a directory that holds anything but an earlier report. One that does not exist is fine.
 * @throws {ScyllaError} `USAGE`.
 */
export async function refuseOther(dir: string): Promise<void> {
  const entries = (await namesIn(dir)).filter((name) => !TEMPORARY.test(name));
  const other = entries.find((name) => ![FIGURES, RESULTS, REPORT].includes(name));
  if (other !== undefined) throw refused(dir, `it holds other things, such as ${other}`);
  if (entries.includes(RESULTS) && !(await isResults(join(dir, RESULTS))))
    throw refused(dir, `its ${RESULTS} is no results/1`);
  if (entries.includes(REPORT) && !entries.includes(RESULTS)) throw refused(dir, `its ${REPORT} is of something else`);
  const figure = (await namesIn(join(dir, FIGURES))).find((name) => !OWN_FIGURES.has(name) && !TEMPORARY.test(name));
  if (figure !== undefined) throw refused(dir, `it holds other things, such as ${FIGURES}/${figure}`);
}

/** Figures of an earlier report in this directory that are none of `names`. */
export async function leftFigures(dir: string, names: readonly string[]): Promise<readonly string[]> {
  const wanted = new Set(names.flatMap(figureFiles));
  const found = await namesIn(join(dir, FIGURES));
  return found.filter((name) => OWN_FIGURES.has(name) && !wanted.has(name)).map((name) => join(dir, FIGURES, name));
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(dir)).sort();
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) return [];
    throw hasCode(cause, "ENOTDIR") ? refused(dir, "it is not a directory") : cause;
  }
}

/** `results/1` names itself first. */
async function isResults(path: string): Promise<boolean> {
  if (!(await stat(path)).isFile()) return false;
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
  return /^\{\s*"schema":\s*"results\/1"/.test(buffer.toString("utf8", 0, bytesRead));
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}

function refused(dir: string, why: string): ScyllaError {
  return new ScyllaError("USAGE", `no report can be written to ${dir}: ${why}`, {
    hint: "Name a directory that does not exist, is empty, or holds an earlier report.",
  });
}
