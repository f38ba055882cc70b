import { program } from "../program.ts";
import { candidateLines, NOTHING } from "./candidates.ts";
import { complete } from "./complete.ts";

/** Answers a shell that asks what could stand at the cursor. A question without an answer is no error: somebody is typing. */
export async function answerShell(words: readonly string[]): Promise<void> {
  const candidates = await complete(
    program(() => {}),
    words,
  ).catch(() => NOTHING);
  process.stdout.write(candidateLines(candidates));
}
