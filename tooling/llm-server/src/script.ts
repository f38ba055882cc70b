import type { TokenUsage } from "@scylla/contracts";

export interface ToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What the model says; with calls it waits for their results. */
export interface Answer {
  readonly kind: "answer";
  readonly text?: string;
  readonly calls?: readonly ToolCall[];
  /** Told in the words of each provider; what a provider has no word for must be absent. */
  readonly usage: TokenUsage;
  /** How long it thinks before its first byte. */
  readonly afterMs?: number;
  /** A stream breaks off in the middle, and so does the connection. */
  readonly cut?: boolean;
}

/** A status with the error that the provider has for it. */
export interface Failure {
  readonly kind: "failure";
  readonly status: number;
  readonly retryAfterSeconds?: number;
  /** Requests that it meets; those after them get the next turn. Absent: all. */
  readonly times?: number;
}

/** A request that is never answered. */
export interface Hang {
  readonly kind: "hang";
}

export type Turn = Answer | Failure | Hang;

/** What is said in a conversation, turn by turn; its last turn is said for ever. */
export interface Play {
  /** Given in conversations whose request holds this text somewhere. Absent: in all. */
  readonly when?: string;
  readonly turns: readonly [Turn, ...Turn[]];
}

/** The first play whose text a request holds is the one that is given. */
export type Script = readonly [Play, ...Play[]];

/** Chooses turns. A turn follows from what the conversation already holds, so any number of them can be held at once. */
export function prompter(script: Script): (body: string, answered: number) => Turn {
  const met = new Map<Failure, number>();
  const isOver = (turn: Turn): boolean =>
    turn.kind === "failure" && turn.times !== undefined && (met.get(turn) ?? 0) >= turn.times;
  return (body, answered) => {
    const play = script.find(({ when }) => when === undefined || body.includes(when));
    if (!play) throw new Error(`no play is for this request: ${body.slice(0, 500)}`);
    const turns = play.turns.filter((turn) => !isOver(turn));
    const turn = turns[Math.min(answered, turns.length - 1)];
    if (!turn) throw new Error("every turn of the play is over");
    if (turn.kind === "failure") met.set(turn, (met.get(turn) ?? 0) + 1);
    return turn;
  };
}
