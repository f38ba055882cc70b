import type { LimitReached, MeteredCall } from "@scylla/contracts";
import type { DialectId, ProviderError } from "./dialects/dialect.ts";
import type { RateSignal } from "./metering/rate-signal.ts";
import type { CallUsage } from "./usage.ts";

/** How a call went as an exchange of bytes; what the provider made of it is the status. */
export type CallEnd =
  /** The answer came to its end. */
  | "complete"
  /** The provider's connection broke in the middle of the answer. */
  | "cut"
  /** The agent went away before the end. */
  | "client-abort"
  /** The gateway ended it, because its route was closed. */
  | "closed"
  /** No answer: no connection, or it broke before a status came. */
  | "unreachable"
  /** The provider was silent for too long. */
  | "timeout";

/** One model call, told when it is over. */
export interface CallFact extends MeteredCall {
  readonly kind: "call";
  readonly run: string;
  readonly dialect: DialectId;
  readonly end: CallEnd;
  readonly error: ProviderError | null;
  readonly usage: CallUsage;
  /** From the request to the answer's head. */
  readonly headMs: number | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly replayed: boolean;
}

/** A request that was not let through. */
export interface RefusedFact {
  readonly kind: "refused";
  readonly run: string;
  /** `limit`, `closed`, `malformed`, `too-large`, `not-allowed`, `mismatch`. */
  readonly reason: string;
  readonly message: string;
  /** The number of the call that it was to be; null where it never came to that. */
  readonly call: number | null;
}

export interface LimitFact extends LimitReached {
  readonly kind: "limit";
  readonly run: string;
}

export interface RateFact extends RateSignal {
  readonly kind: "rate";
  readonly run: string;
}

/** A connection to a host beside the providers. */
export interface TunnelFact {
  readonly kind: "tunnel";
  readonly run: string;
  readonly host: string;
  readonly port: number;
  /** Why the gateway did not allow it; null when it did. */
  readonly blocked: string | null;
  /** Why an allowed one could not be made, or broke. */
  readonly error: string | null;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly durationMs: number;
}

export type GatewayFact = CallFact | RefusedFact | LimitFact | RateFact | TunnelFact;
