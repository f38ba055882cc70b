import type { WriteStream } from "node:tty";

/** Where a command's words go. */
export interface Output {
  /** A line, or lines, for people. */
  say(text: string): void;
  /** What was asked for, for people or programs: always on stdout, whole lines. */
  answer(text: string): void;
  readonly json: boolean;
  /** The stream of `say`. */
  readonly people: WriteStream;
  /** `people` is a terminal that can move its cursor. */
  readonly live: boolean;
  readonly color: boolean;
  /** Columns of `people`; 80 where it has none. */
  width(): number;
}

/** Columns for what is printed on stdout; 80 where it is no terminal. */
export function answerWidth({ stdout }: Pick<NodeJS.Process, "stdout"> = process): number {
  return stdout.columns || 80;
}

type Host = Pick<NodeJS.Process, "stdout" | "stderr" | "env">;

/** People's words go to stdout when it is a terminal and no program reads it, and to stderr otherwise. */
export function output(
  { json = false }: { readonly json?: boolean | undefined } = {},
  { stdout, stderr, env }: Host = process,
): Output {
  const people: WriteStream = stdout.isTTY && !json ? stdout : stderr;
  const terminal = people.isTTY === true;
  return {
    json,
    people,
    live: terminal && env["TERM"] !== "dumb",
    color: terminal && people.hasColors(),
    width: () => people.columns || 80,
    say: (text) => people.write(`${text}\n`),
    answer: (text) => stdout.write(text),
  };
}
