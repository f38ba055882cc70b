import { createInterface } from "node:readline/promises";

/** True where a person can read a question and answer it. */
export function canAsk({ stdin, stdout }: Pick<NodeJS.Process, "stdin" | "stdout"> = process): boolean {
  return stdin.isTTY === true && stdout.isTTY === true;
}

/** Asks on the terminal. Whatever is not a yes is a no, an end of input and Ctrl-C too. */
export async function confirmed(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const stop = new AbortController();
  lines.on("close", () => stop.abort());
  lines.on("SIGINT", () => lines.close());
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal: stop.signal })).trim());
  } catch (error) {
    if (stop.signal.aborted) return false;
    throw error;
  } finally {
    lines.close();
  }
}
