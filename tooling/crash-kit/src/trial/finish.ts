import { readLedger } from "../examine/ledger.ts";
import { leftoversOf } from "../examine/leftovers.ts";
import { repetitionProblems } from "../examine/repetitions.ts";
import { differences } from "../examine/results.ts";
import { type StoreSnapshot, snapshotStore } from "../examine/store-snapshot.ts";
import type { Sandbox } from "../experiment/sandbox.ts";
import { endProblems } from "./outcome.ts";
import type { Scylla } from "./scylla.ts";

/** What an experiment looked like when it was stopped. */
export interface Moment {
  readonly store: StoreSnapshot;
  readonly ledger: ReturnType<typeof readLedger>;
  readonly problems: readonly string[];
}

const NOTHING: StoreSnapshot = { histories: [], problems: [] };

/** Looks at what a stopped experiment left. A store that can't be read is only right where nothing was bought yet. */
export async function examine(sandbox: Sandbox): Promise<Moment> {
  const store = await snapshotStore(sandbox.out);
  const ledger = readLedger(sandbox.ledger);
  if (store && !("refused" in store)) return { store, ledger, problems: store.problems };
  const lost = ledger.purchases.length > 0;
  const problems = lost ? [`the store is ${store ? `refused with ${store.refused}` : "gone"} after a purchase`] : [];
  return { store: NOTHING, ledger, problems };
}

/** Carries a stopped experiment on to its end, and says what is not as it would be without the stop. */
export async function finish(sandbox: Sandbox, scylla: Scylla, stopped: Moment, expected: unknown): Promise<string[]> {
  const ended = endProblems("the resumed run", await scylla.run(), [0]);
  if (ended.length > 0) return [...stopped.problems, ...ended];
  const after = await examine(sandbox);
  const results = await scylla.results();
  return [
    ...stopped.problems,
    ...after.problems,
    ...differences(expected, results),
    ...repetitionProblems({
      killed: { histories: stopped.store.histories, ledger: stopped.ledger },
      ended: { histories: after.store.histories, ledger: after.ledger },
    }),
    ...leftoversOf(sandbox),
  ];
}
