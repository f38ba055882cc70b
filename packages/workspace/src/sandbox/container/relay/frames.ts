/** `ready` and `failed` say whether somebody listens, `open` begins a connection; the others are of one. */
const KINDS = ["ready", "failed", "open", "data", "end", "reset", "credit"] as const;

/** A piece of what passes over the one way that many connections share: 4 bytes of id, 1 of kind, 3 of length, and as many bytes. */
export interface Frame {
  readonly kind: (typeof KINDS)[number];
  /** Of its connection; 0 where it is of none. */
  readonly id: number;
  readonly bytes: Buffer;
}

const HEADER = 8;

/** More bytes are never in one frame, so that no connection waits long for another. */
export const LONGEST = 0xff_ff;

export function frameBytes({ kind, id, bytes }: Frame): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(id);
  header.writeUInt8(KINDS.indexOf(kind), 4);
  header.writeUIntBE(bytes.length, 5, 3);
  return Buffer.concat([header, bytes]);
}

/** Takes bytes, cut anywhere, and gives whole frames. What it returns throws when no frame begins so. */
export function frameReader(take: (frame: Frame) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER) {
      const kind = KINDS[rest.readUInt8(4)];
      const end = HEADER + rest.readUIntBE(5, 3);
      if (kind === undefined || end > HEADER + LONGEST) throw new Error("no frame begins so");
      if (rest.length < end) return;
      const frame = { kind, id: rest.readUInt32BE(), bytes: rest.subarray(HEADER, end) };
      rest = rest.subarray(end);
      take(frame);
    }
  };
}
