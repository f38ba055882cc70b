import { chooser } from "./chooser.ts";
import type { Target } from "./target.ts";
import { TARGETS } from "./targets.ts";

/** An input that was taken otherwise than it may be. */
export interface Finding {
  readonly target: string;
  /** With the seed, what makes it again. */
  readonly input: number;
  readonly error: unknown;
}

export interface Campaign {
  readonly findings: readonly Finding[];
  /** Inputs by target, and by how each was taken. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Feeds the targets in turns. @param goesOn is asked before each turn. @param input this one alone, once a turn. */
export async function campaign(options: {
  readonly seed: string;
  readonly only?: string | undefined;
  readonly input?: number | undefined;
  readonly goesOn: (turn: number) => boolean;
  readonly onFinding?: (finding: Finding) => void;
}): Promise<Campaign> {
  const { seed, only, goesOn, onFinding } = options;
  await using made = new AsyncDisposableStack();
  const fed: { name: string; target: Target; turn: number; input: number }[] = [];
  for (const [name, { make, turn }] of Object.entries(TARGETS)) {
    if (only === undefined || only === name)
      fed.push({
        name,
        target: made.use(await make()),
        turn: options.input === undefined ? turn : 1,
        input: options.input ?? 0,
      });
  }
  const findings: Finding[] = [];
  const counts: Record<string, Record<string, number>> = Object.fromEntries(fed.map(({ name }) => [name, {}]));
  for (let turn = 0; goesOn(turn); turn++) {
    for (const one of fed) {
      for (let left = one.turn; left > 0; left--) {
        const how = await one.target.feed(chooser(`${seed} ${one.name} ${one.input}`)).catch((error: unknown) => {
          const finding = { target: one.name, input: one.input, error };
          findings.push(finding);
          onFinding?.(finding);
          return "FINDING";
        });
        const count = counts[one.name] ?? {};
        count[how] = (count[how] ?? 0) + 1;
        one.input++;
      }
    }
  }
  return { findings, counts };
}
