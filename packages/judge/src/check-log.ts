import type { ProcessOutput } from "@scylla/contracts";

/** Bytes kept of the beginning and of the end of each stream. */
export const HEAD_BYTES = 64 * 1024;
export const TAIL_BYTES = 64 * 1024;

/** The log of a check: stdout, then stderr, long ones without their middle, then a remark. Null when there is nothing to tell. */
export function checkLog(stdout: ProcessOutput, stderr: ProcessOutput, remark: string | null): Uint8Array | null {
  const out = excerpt(stdout);
  const err = excerpt(stderr);
  const parts = [out];
  if (err.length > 0) parts.push(text(out.length > 0 ? `${lineBreakAfter(out)}[stderr]\n` : ""), err);
  if (remark !== null) {
    const above = err.length > 0 ? err : out;
    parts.push(text(`${above.length > 0 ? lineBreakAfter(above) : ""}[${remark}]\n`));
  }
  const log = Buffer.concat(parts);
  return log.length === 0 ? null : log;
}

/** A stream's bytes; where it is long, its beginning and end around a line that says how much is gone between them. */
function excerpt(output: ProcessOutput): Uint8Array {
  const bytes = output.bytes ?? new Uint8Array(0);
  if (!output.truncated && bytes.length <= HEAD_BYTES + TAIL_BYTES) return bytes;
  const head = bytes.subarray(0, characterStart(bytes, Math.min(HEAD_BYTES, bytes.length)));
  const tail = bytes.subarray(characterStart(bytes, Math.max(head.length, bytes.length - TAIL_BYTES)));
  const between = bytes.length - head.length - tail.length;
  const lost = output.total - bytes.length;
  return Buffer.concat([
    head,
    text(between > 0 ? `${lineBreakAfter(head)}[... ${between} bytes left out ...]\n` : ""),
    tail,
    text(lost > 0 ? `${lineBreakAfter(bytes)}[... ${lost} more bytes came and were not kept ...]\n` : ""),
  ]);
}

/** The index itself, or that of the UTF-8 character it lies in. */
function characterStart(bytes: Uint8Array, index: number): number {
  for (let at = index; at > index - 4 && at > 0; at--) {
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at;
  }
  return index;
}

function lineBreakAfter(bytes: Uint8Array): string {
  return bytes.length === 0 || bytes.at(-1) === 0x0a ? "" : "\n";
}

function text(value: string): Uint8Array {
  return Buffer.from(value);
}
