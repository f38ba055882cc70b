import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { Provider } from "../provider.ts";

/** Connections to providers, kept open between calls. */
export interface Upstream {
  /**
   * Sends a request and waits for the head of its answer. A request is sent once: whether it is tried again is the agent's decision,
   * and seen as such.
   * @throws {UpstreamFailure}
   */
  ask(question: Question): Promise<UpstreamAnswer>;
  close(): void;
}

/** The head of an answer, and its body to come. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Readable;
  readonly brake: Brake;
}

/** Stops and goes on reading from where a body comes: what is not read waits in the system's buffer. */
export interface Brake {
  /** What has been read already still comes. */
  pause(): void;
  resume(): void;
}

export interface Question {
  readonly provider: Provider;
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** The provider may be silent for so long. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

export type UpstreamFailure = Error & { readonly code?: string };
