import type { Answer } from "../script.ts";

/** A request, as far as the script needs it. */
interface Asked {
  readonly model: string;
  /** Turns of the model that the conversation already holds. */
  readonly answered: number;
  readonly stream: boolean;
}

/** A server-sent event; a text goes out as it is. */
export interface ServerEvent {
  readonly event?: string;
  readonly data: object | string;
}

/** What is answered, and to whom. */
export interface Said {
  readonly id: string;
  readonly model: string;
  readonly answer: Answer;
}

/** One protocol of a provider. */
export interface Dialect {
  /** Null for a path of another protocol. */
  read(path: string, body: unknown): Asked | null;
  /** The answer to a request that only counts tokens; null for any other. */
  count(path: string): object | null;
  whole(said: Said): object;
  events(said: Said): readonly ServerEvent[];
  failure(status: number, retryAfterSeconds: number | undefined): object;
  /** Absent: server-sent events. */
  readonly stream?: { readonly type: string; encode(event: ServerEvent): Buffer };
}

/** An id that no other call of the server has. */
export function callId(said: Said, index: number): string {
  return `call_${said.id}_${index}`;
}
