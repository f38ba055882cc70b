import type { CallUsage } from "../usage.ts";

export type DialectId =
  | "anthropic-messages"
  | "openai-responses"
  | "openai-chat"
  | "gemini"
  | "bedrock-invoke"
  | "bedrock-converse";

/** An error in the provider's own words; in the gateway's where there was no answer. */
export interface ProviderError {
  readonly type: string | null;
  readonly message: string | null;
}

/** What an event of a stream, or a whole answer, tells; a later event's parts replace an earlier one's. */
export interface Reading {
  /** The model that answers, in the provider's words. */
  readonly model?: string | undefined;
  readonly usage?: CallUsage | undefined;
  /** The usage is that of the whole call. */
  readonly final?: boolean | undefined;
  readonly error?: ProviderError | undefined;
}

/** Why the gateway itself answers, and not the provider. */
export interface Refusal {
  readonly status: number;
  /** For programs: `limit`, `closed`, `malformed`, ... */
  readonly reason: string;
  readonly message: string;
}

/** A binary frame, as far as a dialect looks at it. */
interface SaidFrame {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: { toString(encoding: "utf8"): string };
}

/** How one of the protocols says things. All members are pure. */
export interface Dialect {
  readonly id: DialectId;
  /** Texts of which one stands in every event that `read` makes something of. All other events are passed over unread. */
  readonly markers: readonly string[];
  /** Each event with usage tells all of it again: only the last one is read. */
  readonly cumulative: boolean;
  read(event: unknown): Reading;
  /** The event carries words, reasoning or a tool call of the model. */
  isOutput(event: unknown): boolean;
  /** The body of an error as this provider would send it, so that every client shows its message. */
  errorBody(refusal: Refusal): unknown;
  /** The status of a refusal where its clients try the plain one again. */
  refusalStatus?(status: number): number;
  /** Of those that stream in binary frames. */
  readonly frames?: Framing | undefined;
}

interface Framing {
  /** Texts of which one stands in every frame that holds nothing but output, and in no other. */
  readonly dull: readonly string[];
  /** The event that a frame carries, for `read` and `isOutput`. */
  event(frame: SaidFrame): unknown;
}
