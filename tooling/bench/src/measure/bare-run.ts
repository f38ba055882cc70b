import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mode } from "../mode.ts";
import { measureProcess, type ProcessCost } from "./process-cost.ts";

const SCRIPT = fileURLToPath(new URL("../bare/main.ts", import.meta.url));

/** Measures the bare script on the repository of an experiment. */
export async function measureBare(root: string, mode: Mode, runs: number, repository: string): Promise<ProcessCost> {
  const directory = join(root, `bare-${mode}-${runs}`);
  mkdirSync(directory);
  return measureProcess([process.execPath, SCRIPT, directory, mode, String(runs), repository]);
}
