import { type ChildProcess, spawn } from "node:child_process";

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** It was killed because it had not ended after the time given to it. */
  readonly overdue: boolean;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<ProcessEnd>;
}

/** Ten times what the slowest step takes on two loaded cores; whoever needs longer hangs. */
const LIMIT_MS = 120_000;

/** Starts a program in a process group of its own, and collects what it says until it ends. */
export function startProcess(
  command: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string; readonly limitMs?: number },
): RunningProcess {
  const [file = "", ...args] = command;
  const child = spawn(file, args, { ...options, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      out[name] += text;
    });
  let overdue = false;
  const timer = setTimeout(() => {
    overdue = true;
    killGroup(child);
  }, options.limitMs ?? LIMIT_MS);
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.once("error", reject);
    // Not "close": what a killed runner left behind may hold the pipes for longer.
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      setImmediate(() => resolve({ code, signal, ...out, overdue }));
    });
  }).finally(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  });
  return { child, ended };
}

/** Kills a program with all that stayed in its group. */
function killGroup(child: ChildProcess): void {
  try {
    process.kill(-(child.pid ?? 0), "SIGKILL");
  } catch {
    // It is gone already.
  }
}
