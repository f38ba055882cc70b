import { rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isScyllaError, type RunStore } from "@scylla/contracts";
import { expect, test } from "vitest";
import { openArtifactStore, openRunStore } from "../../src/index.ts";
import { refusal } from "../fixtures/errors.ts";
import { fingerprint } from "../fixtures/everything.ts";
import { lifeFingerprints } from "../fixtures/killed-store.ts";
import { life } from "../fixtures/life.ts";
import { type Mounted, mounted } from "../fixtures/mounted.ts";

/** Takes all room but so much. */
function fill(disk: Mounted, leave: number): () => void {
  const file = join(disk.path, "ballast");
  for (let chunk = 1 << 20; chunk >= 1024; ) {
    try {
      writeFileSync(file, Buffer.alloc(chunk), { flag: "a" });
    } catch {
      chunk >>= 1;
    }
  }
  truncateSync(file, Math.max(0, statSync(file).size - leave));
  return () => rmSync(file);
}

/** Writes until it can't. @returns how many steps were acknowledged. */
async function writeUntilRefused(store: RunStore, from: number): Promise<number> {
  const steps = life();
  for (let n = from; n < steps.length; n++) {
    try {
      await steps[n]?.(store);
    } catch (error) {
      expect(isScyllaError(error, "DISK_FULL"), String(error)).toBe(true);
      return n;
    }
  }
  return steps.length;
}

test("a full disk is said to be one; nothing is lost, and it goes on when there is room", async () => {
  using disk = mounted("3m");
  if (!disk) return;
  const history = await lifeFingerprints();
  for (const leave of [64_000, 128_000, 200_000, 400_000]) {
    const dir = join(disk.path, String(leave));
    const store = await openRunStore({ dir, mode: "write" });
    await life()[0]?.(store);
    const makeRoom = fill(disk, leave);
    const done = await writeUntilRefused(store, 1);
    expect(done, "the disk was full before the end").toBeLessThan(life().length);
    expect(await fingerprint(store)).toBe(history[done]);
    await refusal("DISK_FULL", () => life()[done]?.(store));
    makeRoom();
    await store.close();
    const again = await openRunStore({ dir, mode: "write" });
    expect(await fingerprint(again)).toBe(history[done]);
    await again.park({ key: "bot", untilMs: 99_000 });
    await again.close();
    rmSync(dir, { recursive: true });
  }
});

test("where there is no room for a store, none is made", async () => {
  using disk = mounted("1m");
  if (!disk) return;
  const makeRoom = fill(disk, 16_384);
  await refusal("DISK_FULL", () => openRunStore({ dir: disk.path, mode: "write" }));
  await refusal("STORE_MISSING", () => openRunStore({ dir: disk.path, mode: "read" }));
  makeRoom();
  await (await openRunStore({ dir: disk.path, mode: "write" })).close();
});

test("an object that has no room leaves nothing behind", async () => {
  using disk = mounted("3m");
  if (!disk) return;
  const store = openArtifactStore({ dir: disk.path });
  const small = await store.put(Buffer.from("small"));
  const big = Buffer.alloc(2_000_000, 7);
  writeFileSync(join(disk.path, "big"), big);
  const makeRoom = fill(disk, 100_000);
  await refusal("DISK_FULL", () => store.put(big));
  await refusal("DISK_FULL", () => store.put({ file: join(disk.path, "big") }));
  expect(Buffer.from(await store.get(small.digest)).toString()).toBe("small");
  makeRoom();
  rmSync(join(disk.path, "big"));
  expect((await store.put(big)).bytes).toBe(big.length);
});
