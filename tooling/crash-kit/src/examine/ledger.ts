import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What agents, checks and set-up commands noted about themselves, outside of everything that Scylla keeps. */
export interface Ledger {
  /** One for each time an agent was started. */
  readonly purchases: readonly { readonly seed: string; readonly token: string }[];
  /** The seed of the attempt that was checked, one for each time a check was started; `-` where the agent left none. */
  readonly checks: readonly string[];
  /** How often the set-up command of a task was started. */
  readonly setups: number;
}

export function readLedger(directory: string): Ledger {
  return {
    purchases: lines(join(directory, "purchases")).map((line) => {
      const [seed = "", token = ""] = line.split(" ");
      return { seed, token };
    }),
    checks: lines(join(directory, "checks")),
    setups: lines(join(directory, "setups")).length,
  };
}

function lines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
}
