import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Sandbox } from "../experiment/sandbox.ts";
import { type ProcessEnd, type RunningProcess, startProcess } from "../run-process.ts";
import { scyllaCommand } from "../scylla-command.ts";
import { type Injection, type InjectionPoint, injectCommand } from "../strace/strace-command.ts";

/** The real command line, in one sandbox, on one experiment file. */
export interface Scylla {
  /** The command that runs the experiment, or carries it on. */
  readonly runCommand: readonly string[];
  start(command?: readonly string[]): RunningProcess;
  run(command?: readonly string[]): Promise<ProcessEnd>;
  /** Runs the experiment with something done to one of its system calls. `hit`: the call was made. */
  runWith(point: InjectionPoint, injection: Injection): Promise<ProcessEnd & { readonly hit: boolean }>;
  /** What `report --format json` prints, parsed. @throws when it fails. */
  results(): Promise<unknown>;
}

export function scyllaIn(sandbox: Sandbox, experiment: string): Scylla {
  const scylla = scyllaCommand();
  const runCommand: readonly string[] = [...scylla, "run", experiment, "--out", sandbox.out, "--json"];
  const start = (command = runCommand): RunningProcess =>
    startProcess(command, { env: sandbox.env, cwd: dirname(experiment) });
  const run = (command: readonly string[] = runCommand): Promise<ProcessEnd> => start(command).ended;
  return {
    runCommand,
    start,
    run,
    runWith: async (point, injection) => {
      const log = join(sandbox.root, "strace.log");
      const end = await run(injectCommand({ log, point, injection, command: runCommand }));
      return { ...end, hit: wasHit(readFileSync(log, "latin1"), injection) };
    },
    results: async () => {
      const end = await run([...scylla, "report", sandbox.out, "--format", "json"]);
      if (end.code !== 0) throw new Error(`scylla report ended with ${end.code ?? end.signal}: ${end.stderr}`);
      return JSON.parse(end.stdout);
    },
  };
}

/** strace marks what it did to a call; a call on which the process was killed has no result. */
function wasHit(log: string, injection: Injection): boolean {
  if (injection.kind === "error") return log.includes("(INJECTED)");
  return /\) += \?$/m.test(log) || log.includes(`--- ${injection.signal} {`);
}
