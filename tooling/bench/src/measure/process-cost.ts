import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** What a process and all its descendants took. */
export interface ProcessCost {
  /** User and system time of the process and every child that was waited for, milliseconds. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** The largest resident set of the process itself, bytes. */
  readonly peakBytes: number;
  readonly stdout: string;
}

/** Milliseconds in a tick of the kernel's CPU accounting. */
const TICK_MS = 10;

/** Runs a program and measures it. One at a time: the CPU time is what this process's ended children have taken meanwhile. @throws when it fails. */
export async function measureProcess(
  command: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly codes?: readonly number[] } = {},
): Promise<ProcessCost> {
  const [file = "", ...args] = command;
  const cpuBefore = childrenCpuMs();
  const begun = performance.now();
  const child = spawn(file, args, { env: options.env, cwd: options.cwd, stdio: ["ignore", "pipe", "pipe"] });
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      out[name] += text;
    });
  let running = true;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => {
    running = false;
  });
  let peakBytes = 0;
  while (running) {
    peakBytes = Math.max(peakBytes, peakOf(child.pid ?? 0));
    await Promise.race([ended, delay(50)]);
  }
  const code = await ended;
  if (code === null || !(options.codes ?? [0]).includes(code))
    throw new Error(`${command.join(" ")} ended with ${code}: ${out.stderr}`);
  return { cpuMs: childrenCpuMs() - cpuBefore, wallMs: performance.now() - begun, peakBytes, stdout: out.stdout };
}

/** CPU time of all children that have been waited for, theirs included. */
function childrenCpuMs(): number {
  const stat = readFileSync("/proc/self/stat", "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // utime and stime of this process are fields 14 and 15 of the whole line, those of its children 16 and 17.
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

function peakOf(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    // It has ended.
    return 0;
  }
}
