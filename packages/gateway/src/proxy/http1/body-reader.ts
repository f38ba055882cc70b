/** `overrun`: bytes came behind the end, which belong to nothing that was asked. */
export type BodyState = "open" | "done" | "overrun";

/** Takes the content of a body out of the bytes of a connection. */
export interface BodyReader {
  /** The body ends with its connection. */
  readonly untilClose: boolean;
  state(): BodyState;
  /** @param bytes may be overwritten. @returns a copy of the content in them, or null where there is none. @throws for what breaks the framing. */
  push(bytes: Buffer): Buffer | null;
}
