import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { seededRandom } from "@scylla/contracts";
import { beforeAll, expect, test } from "vitest";
import { acquireWriterLock, openRunStore } from "../../src/index.ts";
import { fingerprint } from "../fixtures/everything.ts";
import { copyStore } from "../fixtures/files.ts";
import { lifeFingerprints, startLiving } from "../fixtures/killed-store.ts";
import { life } from "../fixtures/life.ts";
import { CAN_STOP, whileStopped } from "../fixtures/stopped.ts";
import { quickDir, tempDir } from "../fixtures/temp-dir.ts";

let history: readonly string[];

beforeAll(async () => {
  history = await lifeFingerprints();
});

/** The experiment that is written to, and how many of its steps were acknowledged. */
function acknowledged(root: string): { readonly experiment: string; readonly steps: number } {
  const [last = "0 0"] = readFileSync(join(root, "acknowledged"), "utf8").trimEnd().split("\n").slice(-1);
  const [which = 0, steps = 0] = last.split(" ").map(Number);
  const next = join(root, String(which + 1));
  if (steps === life().length && existsSync(next)) return { experiment: next, steps: 0 };
  return { experiment: join(root, String(which)), steps };
}

/** All that was acknowledged is there; beyond it at most what was being written. */
async function expectNothingLost(dir: string, steps: number): Promise<void> {
  const store = await openRunStore({ dir, mode: "write" });
  const shown = await fingerprint(store);
  await store.close();
  expect([history[steps], history[steps + 1]]).toContain(shown);
}

test("killed a hundred times at random moments, nothing that was acknowledged is lost", async () => {
  using root = tempDir();
  using copies = quickDir();
  await using living = await startLiving(root.path, 1_000);
  const random = seededRandom("kills");
  for (let i = 0; CAN_STOP && i < 100; i++) {
    await setTimeout(random() * 10);
    const copy = join(copies.path, String(i));
    mkdirSync(copy);
    const { steps } = await whileStopped(living.pid, () => {
      const found = acknowledged(root.path);
      copyStore(found.experiment, copy);
      return found;
    });
    await expectNothingLost(copy, steps);
  }
});

test("killed for real, the store is taken over at once and goes on", async () => {
  for (const wait of [0, 20, 45]) {
    using root = tempDir();
    const living = await startLiving(root.path, 1_000);
    await setTimeout(wait);
    await living.kill();
    const { experiment, steps } = acknowledged(root.path);
    await using lock = await acquireWriterLock({ dir: experiment });
    expect(lock).toBeDefined();
    await expectNothingLost(experiment, steps);
    const store = await openRunStore({ dir: experiment, mode: "write" });
    for (const { id: run } of await store.runs()) await store.claim({ run, atMs: 1 });
    expect((await store.runs()).every((run) => run.state !== "buying")).toBe(true);
    await store.close();
  }
});
