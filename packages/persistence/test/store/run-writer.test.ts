import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { AttemptEnd, Fact } from "@scylla/contracts";
import { acceptance } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { openRunStore } from "../../src/index.ts";
import { refusal } from "../fixtures/errors.ts";
import { fingerprint } from "../fixtures/everything.ts";
import { FACTS, life, PLAN, SELECTION } from "../fixtures/life.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

/** An attempt that ended like this, as it is read from a store that was opened again. */
async function endAsStored(change: Partial<AttemptEnd>): Promise<AttemptEnd | null | undefined> {
  using dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  await store.acceptPlan(acceptance(PLAN));
  const claim = await store.claim({ run: 1, atMs: 1 });
  if (!claim) throw new Error("it can't be claimed");
  const [usual] = FACTS.agent?.(claim) ?? [];
  if (usual?.kind !== "attempt-ended") throw new Error("no end");
  const ended: Fact = { ...usual, end: { ...usual.end, ...change } };
  const common = { run: 1, fence: claim.fence, atMs: 1 };
  await store.transition({ ...common, opId: "1", from: "planned", to: "workspace", facts: [] });
  const started = FACTS.buying?.(claim) ?? [];
  await store.transition({ ...common, opId: "2", from: "workspace", to: "buying", facts: started });
  await store.transition({ ...common, opId: "3", from: "buying", to: "agent", facts: [ended] });
  await store.close();
  const reader = await openRunStore({ dir: dir.path, mode: "read" });
  const [row] = await reader.results();
  await reader.close();
  return row?.end;
}

test("how a purchase ended is kept, whatever its values look like", async () => {
  expect(await endAsStored({ durationMs: 0.1 + 0.2 })).toMatchObject({ durationMs: 0.1 + 0.2 });
  expect(await endAsStored({ usage: {} })).toMatchObject({ usage: {} });
  expect(await endAsStored({ usage: null, cost: null })).toMatchObject({ usage: null, cost: null });
  expect(await endAsStored({ cost: Number.MAX_SAFE_INTEGER })).toMatchObject({ cost: Number.MAX_SAFE_INTEGER });
  expect(await endAsStored({ reason: "a\u0000b" })).toMatchObject({ reason: "a\u0000b" });
});

test("a reason that was cut within a character does not make the store unreadable", async () => {
  expect(await endAsStored({ reason: "crashed \ud83e" })).toMatchObject({ reason: "crashed \ufffd" });
});

test("a winner without a plan is nobody's", async () => {
  using dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  await refusal("INTERNAL", () => store.recordSelection({ selection: SELECTION, atMs: 1 }));
  expect(await store.selections()).toEqual([]);
  await store.close();
});

test("a store that was closed says so", async () => {
  using dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  await store.close();
  await store.close();
  await refusal("INTERNAL", () => store.runs());
  await refusal("INTERNAL", () => store.park({ key: "bot", untilMs: 1 }));
});

test("a log that lost all of itself leaves the plan at least", async () => {
  using dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  for (const step of life().slice(0, 10)) await step(store);
  using copy = quickDir();
  copyFileSync(join(dir.path, "store.db"), join(copy.path, "store.db"));
  const left = await openRunStore({ dir: copy.path, mode: "write" });
  expect(await left.plans()).toEqual(await store.plans());
  expect(await fingerprint(left)).not.toBe(await fingerprint(store));
  await left.close();
  await store.close();
});
