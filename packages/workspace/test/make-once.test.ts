import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ScyllaError } from "@scylla/contracts";
import { expect, test } from "vitest";
import { abandonedMakings, makeOnce, withSibling } from "../src/make-once.ts";
import { NEVER, place } from "./fixtures/places.ts";
import { outputOf, startProgram } from "./fixtures/programs.ts";

test("asked for many times at once, it is made once", async () => {
  const target = join(place(), "a/b/made");
  let times = 0;
  const made = await Promise.all(
    Array.from({ length: 20 }, () =>
      makeOnce(target, NEVER, async (making) => {
        times++;
        await delay(5);
        mkdirSync(making);
      }),
    ),
  );
  expect(times).toBe(1);
  expect(new Set(made)).toEqual(new Set([target]));
  expect(readdirSync(join(target, ".."))).toEqual(["made"]);
});

test("a making that fails leaves nothing, and is not remembered", async () => {
  const target = join(place(), "made");
  const failing = makeOnce(target, NEVER, async (making) => {
    mkdirSync(making);
    writeFileSync(join(making, "half"), "");
    throw new Error("in the middle");
  });
  await expect(failing).rejects.toThrow("in the middle");
  expect(readdirSync(join(target, ".."))).toEqual([]);
  await makeOnce(target, NEVER, async (making) => void mkdirSync(making));
  expect(existsSync(target)).toBe(true);
});

test("who waits for another's making does not suffer from his interruption", async () => {
  const target = join(place(), "made");
  const stop = new AbortController();
  const interrupted = makeOnce(target, stop.signal, async () => {
    if (!stop.signal.aborted) await once(stop.signal, "abort");
    throw new ScyllaError("INTERRUPTED", "stopped");
  });
  const waiting = makeOnce(target, NEVER, async (making) => void mkdirSync(making));
  stop.abort();
  await expect(interrupted).rejects.toMatchObject({ code: "INTERRUPTED" });
  expect(await waiting).toBe(target);
});

test("an interrupted caller begins nothing", async () => {
  const target = join(place(), "made");
  const making = makeOnce(target, AbortSignal.abort(), async (directory) => void mkdirSync(directory));
  await expect(making).rejects.toMatchObject({ code: "INTERRUPTED" });
  expect(existsSync(target)).toBe(false);
});

test("of several processes the first to finish wins, whole, and the others' work is gone", async () => {
  const parent = place();
  const target = join(parent, "made");
  const outputs = await Promise.all([1, 2, 3, 4].map(() => outputOf(startProgram("make-once.mjs", target))));
  expect(outputs).toEqual(Array(4).fill("made\n"));
  expect(readdirSync(parent)).toEqual(["made"]);
  const makers = readdirSync(target).map((name) => readFileSync(join(target, name), "utf8"));
  expect(makers).toHaveLength(100);
  expect(new Set(makers).size).toBe(1);
});

test("what a killed process was making is never used, and known to be abandoned", async () => {
  const parent = place();
  const target = join(parent, "made");
  const child = startProgram("make-once.mjs", target, "hang");
  if (child.stdout) await once(child.stdout, "data");
  expect(await abandonedMakings(parent)).toEqual([]);
  child.kill("SIGKILL");
  await once(child, "close");
  const [half = ""] = readdirSync(parent);
  expect(readdirSync(join(parent, half))).toHaveLength(50);
  expect(await abandonedMakings(parent)).toEqual([join(parent, half)]);
  await outputOf(startProgram("make-once.mjs", target));
  expect(readdirSync(target)).toHaveLength(100);
});

test("what a process of the same number was making before a restart is abandoned, what this one makes is not", async () => {
  const parent = place();
  const earlier = join(parent, `.making-${process.pid}-0011223344556677-made`);
  mkdirSync(earlier);
  await withSibling(join(parent, "other"), async (sibling) => {
    mkdirSync(sibling);
    expect(await abandonedMakings(parent)).toEqual([earlier]);
  });
});

test("nothing is abandoned where nothing ever was", async () => {
  expect(await abandonedMakings(join(place(), "not there"))).toEqual([]);
});

test("a borrowed name is free again, whatever was left under it", async () => {
  const parent = place();
  const used = await withSibling(join(parent, "x".repeat(200)), async (sibling) => {
    mkdirSync(join(sibling, "deep"), { recursive: true });
    return sibling;
  });
  expect(existsSync(used)).toBe(false);
});
