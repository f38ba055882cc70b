import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RealCli } from "./clis/real-cli.ts";
import { writeFiles } from "./experiment-files.ts";

/** What stands for the operator's key: it may reach the provider, and nothing else. */
export const PLANTED_KEY = "sk-planted-4b1d5d7e9f";
/** Stands in everything that an operator has set up for their own use of a CLI. */
export const OPERATOR_MARK = "OPERATOR-MARK-9173";

export interface Operator extends AsyncDisposable {
  /** What their shell has. */
  readonly env: Readonly<Record<string, string>>;
}

/** Somebody with a key in the environment and a set-up of their own in HOME. */
export async function operator(cli: RealCli): Promise<Operator> {
  const home = await mkdtemp(join(tmpdir(), "scylla-operator-"));
  await writeFiles(home, cli.operatorFiles(OPERATOR_MARK));
  return {
    env: { HOME: home, [cli.keyVariable]: PLANTED_KEY },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}
