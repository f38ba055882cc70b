const SPACE = 0x20;

export interface BoundedBytes {
  add(bytes: Uint8Array): void;
  /** True when nothing but blanks was added. */
  blank(): boolean;
  /** A copy; null when more came than the limit. */
  take(): Uint8Array | null;
  clear(): void;
}

/** Bytes up to a limit, in one buffer that grows as needed; what would exceed the limit is counted, not kept. */
export function boundedBytes(limit: number): BoundedBytes {
  let buffer = new Uint8Array(0);
  let length = 0;
  let text = false;

  return {
    add: (bytes) => {
      text ||= bytes.some((byte) => byte > SPACE);
      if (length + bytes.length <= limit) {
        if (length + bytes.length > buffer.length) {
          const larger = new Uint8Array(Math.min(limit, Math.max(2 * buffer.length, length + bytes.length)));
          larger.set(buffer.subarray(0, length));
          buffer = larger;
        }
        buffer.set(bytes, length);
      }
      length += bytes.length;
    },
    blank: () => !text,
    take: () => (length > limit ? null : buffer.slice(0, length)),
    clear: () => {
      length = 0;
      text = false;
    },
  };
}
