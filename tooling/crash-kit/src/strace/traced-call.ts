/** A system call that changes what survives the process. */
export interface TracedCall {
  /** Threads by order of appearance; 0 is the first that made a traced call. */
  readonly thread: number;
  readonly syscall: string;
  /** What strace finds the call by: the file of its descriptor, or the first path among its arguments (the old name of a rename). */
  readonly path: string;
  /** Bytes, for calls that write. */
  readonly bytes: number;
}

/** System calls after which the disk differs, as strace names them. */
export const DURABLE_SYSCALLS = [
  "pwrite64",
  "write",
  "writev",
  "pwritev",
  "fsync",
  "fdatasync",
  "ftruncate",
  "rename",
  "renameat",
  "renameat2",
  "link",
  "linkat",
  "unlink",
  "unlinkat",
  "mkdir",
  "mkdirat",
] as const;

const LINE = /^(\d+) +(\w+)\((.*)$/;
const BY_DESCRIPTOR = /^\d+<([^>]*)>/;

/** Reads the log of `strace -f -y -o LOG`; calls that failed or were cut off by a kill are not in the result. */
export function parseTrace(log: string): TracedCall[] {
  const threads = new Map<string, number>();
  const pending = new Map<string, string>();
  const calls: TracedCall[] = [];
  for (const raw of log.split("\n")) {
    const line = joinResumed(raw, pending);
    const match = line === null ? null : LINE.exec(line);
    if (!match) continue;
    const [, pid = "", syscall = "", rest = ""] = match;
    const result = /\) += (-?\d+|\?)[^)]*$/.exec(rest)?.[1];
    if (result === undefined || result === "?" || result.startsWith("-")) continue;
    if (!threads.has(pid)) threads.set(pid, threads.size);
    const path = changedPath(rest);
    if (path !== null) calls.push({ thread: threads.get(pid) ?? 0, syscall, path, bytes: Number(result) });
  }
  return calls;
}

/** A call of one thread that another thread's interrupts stands in two lines. @returns null while it is unfinished. */
function joinResumed(line: string, pending: Map<string, string>): string | null {
  const unfinished = /^(\d+) (.*) <unfinished \.\.\.>$/.exec(line);
  if (unfinished) {
    pending.set(unfinished[1] ?? "", line.slice(0, -" <unfinished ...>".length));
    return null;
  }
  const resumed = /^(\d+) +<\.\.\. \w+ resumed>(.*)$/.exec(line);
  if (!resumed) return line;
  const begun = pending.get(resumed[1] ?? "");
  return begun === undefined ? null : begun + resumed[2];
}

function changedPath(args: string): string | null {
  const named = /^(?:AT_FDCWD<[^>]*>, )?"((?:[^"\\]|\\.)*)"(?!\.\.\.)/.exec(args)?.[1];
  return BY_DESCRIPTOR.exec(args)?.[1] ?? named ?? null;
}
