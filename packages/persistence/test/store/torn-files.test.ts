import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isScyllaError, type RunReader, seededRandom } from "@scylla/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import { openRunStore } from "../../src/index.ts";
import { fingerprint, parts } from "../fixtures/everything.ts";
import { contents } from "../fixtures/files.ts";
import { killedStore, moments } from "../fixtures/killed-store.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

type Files = Readonly<Record<string, Buffer>>;

/** From the acceptance of the plan on: less than that is a fresh start. */
let history: readonly string[];
/** Of each run, and of the rest, all that it ever was. */
let knownParts: ReadonlySet<string>;
/** A database with all of it in its log; one that was closed; and one whose log was half moved into it when it was killed. */
let killed: Files;
let closed: Files;
let between: Files;

beforeAll(async () => {
  const all = await moments(parts);
  history = all.map((one) => one.fingerprint).slice(1);
  knownParts = new Set(all.flatMap((one) => one.seen));
  using dir = await killedStore();
  killed = contents(dir.path, "store.db", "store.db-wal");
  await (await openRunStore({ dir: dir.path, mode: "write" })).close();
  closed = contents(dir.path, "store.db");
  between = { "store.db": halfMoved(), "store.db-wal": killed["store.db-wal"] ?? Buffer.of() };
});

/** Every other page as the log has it. */
function halfMoved(): Buffer {
  const was = killed["store.db"] ?? Buffer.of();
  const becomes = closed["store.db"] ?? Buffer.of();
  const pages = Array.from({ length: becomes.length / PAGE }, (_, i) => {
    const from = i % 2 ? becomes : was.length > i * PAGE ? was : Buffer.alloc(becomes.length);
    return from.subarray(i * PAGE, (i + 1) * PAGE);
  });
  return Buffer.concat(pages);
}

const PAGE = 4096;

/** What becomes of a store with these files: how much of its history it shows, or its refusal. */
async function outcome(
  dir: string,
  files: Files,
  expectKnown: typeof expectKnownMoment = expectKnownMoment,
): Promise<number | "refused"> {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dir, name), bytes);
  try {
    const store = await openRunStore({ dir, mode: "write" });
    try {
      return await expectKnown(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    // A flipped format number may look like that of a later release.
    if (!isScyllaError(error, "STORE_DAMAGED") && !isScyllaError(error, "STORE_NEWER")) throw error;
    if (isThere(dir, files)) return "refused";
    throw new Error("it was refused, and changed", { cause: error });
  }
}

/** @returns which moment of its history it shows. */
async function expectKnownMoment(store: RunReader): Promise<number> {
  const shown = history.indexOf(await fingerprint(store));
  expect(shown, "what it shows was never written").toBeGreaterThanOrEqual(0);
  return shown;
}

/** Each run, and each of the rest, shows a moment of its own. */
async function expectKnownParts(store: RunReader): Promise<number> {
  for (const part of await parts(store)) expect(knownParts).toContain(part);
  return history.indexOf(await fingerprint(store));
}

function isThere(dir: string, files: Files): boolean {
  return Object.entries(files).every(([name, bytes]) => readFileSync(join(dir, name)).equals(bytes));
}

type Damage = (bytes: Buffer, at: number, length: number) => Buffer;

const DAMAGES: Readonly<Record<string, Damage>> = {
  truncated: (bytes, at) => bytes.subarray(0, at),
  "zeroed from there on": (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.alloc(bytes.length - at)]),
  "zeroed for a while": (bytes, at, length) => {
    const copy = Buffer.from(bytes);
    copy.fill(0, at, Math.min(at + length, copy.length));
    return copy;
  },
  "bit-flipped": (bytes, at, length) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ (1 << (length % 8));
    return copy;
  },
};

/** Damages one file at places all over it. @returns what was seen. */
async function damageAll(
  files: Files,
  name: string,
  damage: Damage,
  times: number,
  expectKnown?: typeof expectKnownMoment,
): Promise<ReadonlySet<number | "refused">> {
  using dir = quickDir();
  const bytes = files[name] ?? Buffer.of();
  const random = seededRandom(`${name} ${damage.name}`);
  const seen = new Set<number | "refused">();
  for (let i = 0; i < times; i++) {
    const at = Math.floor(random() * bytes.length);
    const damaged = damage(bytes, at, 1 + Math.floor(random() * 600));
    try {
      seen.add(await outcome(join(dir.path, "store"), { ...files, [name]: damaged }, expectKnown));
    } catch (cause) {
      throw new Error(`damaged at ${at}`, { cause });
    }
  }
  return seen;
}

test("undamaged, they show everything", async () => {
  using dir = quickDir();
  for (const files of [killed, closed, between])
    expect(await outcome(join(dir.path, "store"), files)).toBe(history.length - 1);
});

describe("a log that is damaged anywhere shows a beginning of the history", () => {
  test.each(Object.entries(DAMAGES))("%s", async (_what, damage) => {
    const seen = await damageAll(killed, "store.db-wal", damage, 60);
    expect(seen).not.toContain("refused");
    expect(seen.size, "places in the whole log were hit").toBeGreaterThan(5);
  });

  test("or is refused, where half of it was moved already: no run shows what it never was", async () => {
    for (const damage of Object.values(DAMAGES)) await damageAll(between, "store.db-wal", damage, 25, expectKnownParts);
  });
});

describe("a database that is damaged anywhere shows what was written, or is refused", () => {
  test.each(Object.entries(DAMAGES))("%s", async (_what, damage) => {
    const seen = await damageAll(closed, "store.db", damage, 75);
    expect(seen).toContain("refused");
    // Beside free space there is nothing that may differ.
    expect([...seen].filter((one) => one !== "refused" && one !== history.length - 1)).toEqual([]);
  });

  test("also where a log stands beside it", async () => {
    for (const damage of Object.values(DAMAGES)) await damageAll(killed, "store.db", damage, 15);
  });
});
