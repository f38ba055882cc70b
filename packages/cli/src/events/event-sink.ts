import { constants, type Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { nearPath } from "../own-command.ts";
import type { TakeBytes } from "./line-queue.ts";

/** Where events go. */
interface EventSink {
  readonly take: TakeBytes;
  /** Ends a line that a killed process left half written. */
  mend(): Promise<void>;
  /** What could not be written was told of already: never throws. */
  close(): Promise<void>;
}

const NEWLINE = 0x0a;

/** Bytes of a file that are looked at to see whose it is. */
const HEAD = 64 * 1024;

/** Bytes that standard error keeps for a slow reader before it is left in peace. */
const BACKLOG = 64 * 1024;

/** Lines of their own among the words for people. */
export function errorStreamSink(stream: NodeJS.WriteStream = process.stderr): EventSink {
  return {
    take: async (bytes) => {
      if (stream.destroyed) throw Object.assign(new Error("closed"), { code: "EPIPE" });
      if (stream.writableLength > BACKLOG) return 0;
      stream.write(bytes);
      return bytes.length;
    },
    mend: async () => {},
    close: async () => leaveUnread(stream),
  };
}

/** Milliseconds that the end of the process waits for whoever reads standard error. */
const LEAVE_MS = 1000;

/** What nobody reads would keep the process from ending. Standard output is waited for: somebody has asked for it. */
function leaveUnread(stream: NodeJS.WriteStream): void {
  const leave = (): void => {
    if (stream.writableLength > 0 && process.stdout.writableLength === 0) process.exit();
  };
  setInterval(leave, LEAVE_MS).unref();
}

/**
 * A file that is added to, or a pipe that somebody reads. A file that holds anything but events of this experiment is never touched.
 * @param header how the first line begins.
 * @throws {ScyllaError} `USAGE`.
 */
export async function fileSink(named: string, header: string): Promise<EventSink> {
  const path = resolve(named);
  try {
    const facts = await stat(path).catch(absent);
    if (facts?.isFile() && facts.size > 0 && !(await isOurs(path, header))) throw new Error("it holds something else");
    const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK } = constants;
    return sinkOf(await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, 0o644), path);
  } catch (cause) {
    throw refused(path, cause);
  }
}

function sinkOf(file: FileHandle, path: string): EventSink {
  return {
    take: async (bytes) => {
      try {
        return (await file.write(bytes)).bytesWritten;
      } catch (error) {
        if (codeOf(error) === "EAGAIN") return 0;
        throw error;
      }
    },
    mend: async () => {
      const facts: Stats = await file.stat();
      if (!facts.isFile() || facts.size === 0) return;
      await using reader = await open(path, "r");
      const { buffer } = await reader.read(Buffer.alloc(1), 0, 1, facts.size - 1);
      if (buffer[0] !== NEWLINE) await file.write("\n");
    },
    close: () => file.close().catch(() => {}),
  };
}

async function isOurs(path: string, header: string): Promise<boolean> {
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
  return buffer.subarray(0, bytesRead).toString().startsWith(header);
}

function absent(error: unknown): null {
  if (codeOf(error) === "ENOENT") return null;
  throw error;
}

/** What the system calls an error. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}

function refused(path: string, cause: unknown): ScyllaError {
  const why =
    codeOf(cause) === "ENXIO" ? "nobody reads this pipe" : cause instanceof Error ? cause.message : String(cause);
  return new ScyllaError("USAGE", `events can't be written to ${nearPath(path)}: ${why}`, {
    hint: "Name a new file, one that holds events of this experiment, or a pipe with a reader, with --events; `-` is standard error.",
    cause,
  });
}
