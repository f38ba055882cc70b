import { closeSync, openSync, writeFileSync } from "node:fs";
import type { ProcessOutput } from "@scylla/contracts";

export interface OutputCollector {
  add(chunk: Buffer): void;
  /** Bytes so far, kept or not. */
  total(): number;
  end(): ProcessOutput;
}

/** Keeps the first `cap` bytes of a stream, in a file that is made with the first byte or in memory, and counts the rest. */
export function outputCollector(cap: number, file: string | null, onKept: (chunk: Buffer) => void): OutputCollector {
  const chunks: Buffer[] = [];
  let descriptor: number | null = null;
  let kept = 0;
  let total = 0;
  let unwritable = false;

  function keep(chunk: Buffer): void {
    if (file === null) chunks.push(chunk);
    else {
      try {
        descriptor ??= openSync(file, "wx", 0o600);
        writeFileSync(descriptor, chunk);
      } catch {
        // A full disk must not cost a result that is paid for: the output is marked as cut off.
        unwritable = true;
        return;
      }
    }
    kept += chunk.length;
    onKept(chunk);
  }

  return {
    add: (chunk) => {
      total += chunk.length;
      const room = cap - kept;
      if (room > 0 && !unwritable) keep(chunk.length <= room ? chunk : chunk.subarray(0, room));
    },
    total: () => total,
    end: () => {
      if (descriptor !== null) closeSync(descriptor);
      return {
        bytes: file === null ? Buffer.concat(chunks) : null,
        file: descriptor === null ? null : file,
        total,
        truncated: total > kept,
      };
    },
  };
}
