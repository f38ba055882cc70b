import { parseArgs } from "node:util";
import { MODES, type Mode, modesHere } from "./mode.ts";

export const USAGE = `pnpm bench [--runs 100,1000,10000] [--mode overlay|copy] [--quick] [--json] [--write]
Measures Scylla beside a bare script. It reports, and fails only when something can't be measured.
  --runs   sizes, ascending (default 100,1000,10000)
  --mode   only one way of making working trees (default: every one that works here)
  --quick  100 runs and 300 runs, in well under a minute
  --json   the figures as JSON on standard output
  --write  puts the report into docs/bench.md`;

export interface Options {
  readonly runs: readonly number[];
  readonly modes: readonly Mode[];
  readonly json: boolean;
  readonly write: boolean;
}

/** Null: only the usage is wanted. @throws for what can't be understood. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    // pnpm passes the separator on.
    args: args.filter((arg) => arg !== "--"),
    options: {
      runs: { type: "string", default: "100,1000,10000" },
      mode: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const runs = (values.quick ? "100,300" : values.runs).split(",").map(Number);
  if (!runs.every((count) => Number.isInteger(count) && count >= 10 && count % 10 === 0))
    throw new Error(`--runs takes multiples of ten, not ${values.runs}`);
  return { runs: runs.toSorted((a, b) => a - b), modes: modesOf(values.mode), json: values.json, write: values.write };
}

function modesOf(wanted: string | undefined): readonly Mode[] {
  if (wanted === undefined) return modesHere();
  const mode = MODES.find((one) => one === wanted);
  if (!mode) throw new Error(`--mode takes ${MODES.join(" or ")}, not ${wanted}`);
  if (!modesHere().includes(mode)) throw new Error(`${mode} can't be measured here: it needs Linux and root`);
  return [mode];
}
