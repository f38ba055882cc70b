const MOST = 4;
const MAX_BYTES = 1024 * 1024;

/** Keeps what a run asked first, for those who check what it was really given. */
export interface FirstRequests {
  add(body: Buffer): void;
  /** Empty where a body was too large to keep. */
  texts(): readonly string[];
}

/** Repeats of a request take no place: an agent whose provider is busy would fill all of them with one. */
export function firstRequests(): FirstRequests {
  const kept: Buffer[] = [];
  return {
    add: (body) => {
      if (kept.length === MOST) return;
      const small = body.length <= MAX_BYTES ? body : Buffer.alloc(0);
      if (!kept.some((one) => one.equals(small))) kept.push(small);
    },
    texts: () => kept.map((body) => body.toString("utf8")),
  };
}
