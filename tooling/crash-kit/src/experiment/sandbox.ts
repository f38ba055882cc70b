import { mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeSandbox } from "../examine/leftovers.ts";

/** The directories of one trial. Everything that it leaves anywhere carries the path of its root. */
export interface Sandbox extends AsyncDisposable {
  readonly root: string;
  /** The experiment directory. */
  readonly out: string;
  /** Repositories, templates and workspaces. */
  readonly work: string;
  /** What agents and checks note about themselves. */
  readonly ledger: string;
  /** The environment of the command line. */
  readonly env: NodeJS.ProcessEnv;
}

/** Makes the directories of a trial; removes them, with processes and mounts below them, when disposed. */
export function makeSandbox(): Sandbox {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "scylla-crash-"));
  const [out, work, ledger, home] = ["out", "work", "ledger", "home"].map((name) => join(root, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const directory of [ledger, home]) mkdirSync(directory);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"],
    LANG: "C.UTF-8",
    HOME: home,
    SCYLLA_WORK_DIR: work,
    CRASH_LEDGER: ledger,
    // strace counts calls per thread: with one thread in the pool there is one count for each kind of call.
    UV_THREADPOOL_SIZE: "1",
  };
  return { root, out, work, ledger, env, [Symbol.asyncDispose]: async () => removeSandbox(root) };
}
