import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answer, type Place, place } from "../fixtures/scylla.ts";

test("killed while it removes, it has taken nothing that is needed, and the next one finishes", async () => {
  await using here = await place();
  const at = (...names: readonly string[]): string => join(here.root, ...names);
  const env = { SCYLLA_WORK_DIR: at("work") };
  await here.write({ agent: "write", repeats: 1 });
  expect(await here.scylla(["run", "experiment.yaml"], { env })).toMatchObject({ code: 0 });
  const objects = at(".scylla/small/objects");
  const named = readdirSync(objects, { recursive: true, encoding: "utf8" });
  const report = (await here.scylla(["report", "--json"])).stdout;

  /** Kills it before this call of this kind is done, and looks at what it leaves. */
  const killedAt = async (call: string, when: number): Promise<void> => {
    for (const dir of [join(objects, "ff"), at(".scylla/small.old-1")]) writeSome(dir);
    expect((await gc(here, env, killing(call, when))).signal).toBe("SIGKILL");
    const [shown, status] = await Promise.all([here.scylla(["report", "--json"]), here.scylla(["status"])]);
    expect([shown.stdout, status.code]).toEqual([report, 0]);
    for (const name of named) expect(existsSync(join(objects, name)), name).toBe(true);
  };

  await killedAt("unlink", 4);
  expect(readdirSync(join(objects, "ff"))).toHaveLength(SOME - 3);
  await killedAt("unlinkat", 4);
  expect(readdirSync(at("work/templates"))).toEqual([expect.stringMatching(/^\.making-\d+-removed-/)]);
  await killedAt("unlink", SOME + 4);
  const some = readdirSync(at(".scylla/small.old-1")).filter((name) => name.startsWith("some"));
  expect([some.length > 0, some.length < SOME]).toEqual([true, true]);

  const { items } = answer(await gc(here, env)) as { readonly items: readonly { readonly removed: boolean }[] };
  expect(items.filter(({ removed }) => !removed)).toEqual([]);
  expect(answer(await gc(here, env))).toMatchObject({ items: [] });
  expect([readdirSync(at("work/templates")), existsSync(at(".scylla/small.old-1"))]).toEqual([[], false]);
  // A template that was half removed is made anew, not used.
  const grown = await here.scylla(["run", "experiment.yaml", "--repeats", "2", "--json"], { env });
  expect(answer(grown)).toMatchObject({ status: "complete", counts: { planned: 6, valid: 6 } });
});

test("of two at once, one removes and the other is refused; an export meanwhile is whole", async () => {
  await using here = await place();
  const env = { SCYLLA_WORK_DIR: join(here.root, "work") };
  await here.write({ agent: "write", repeats: 1 });
  expect(await here.scylla(["run", "experiment.yaml"], { env })).toMatchObject({ code: 0 });
  writeSome(join(here.root, ".scylla/small/objects/ff"));
  // Slow enough to be met by the other: each file takes a while.
  const slow = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=unlink:delay_enter=300000"];
  const first = here.start(["gc", "--apply", "--json"], { env, under: slow });
  const objects = join(here.root, ".scylla/small/objects/ff");
  while (readdirSync(objects).length === SOME) await new Promise((resolve) => setTimeout(resolve, 20));
  const [second, exported] = await Promise.all([gc(here, env), here.scylla(["export", "--out", "meanwhile.tar.gz"])]);
  expect([second.code, answer(second)]).toMatchObject([2, { error: { code: "STORE_LOCKED" } }]);
  expect(exported.code).toBe(0);
  expect(answer(await first.ended)).toMatchObject({ status: "removed" });
  expect(readdirSync(objects)).toEqual([]);
  expect((await here.scylla(["import", "meanwhile.tar.gz", "--out", "whole"])).code).toBe(0);
});

const SOME = 8;

function writeSome(dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (let i = 0; i < SOME; i++) writeFileSync(join(dir, nameOf(dir, i)), "12345");
}

function nameOf(dir: string, i: number): string {
  return dir.endsWith("ff") ? i.toString(16).padStart(62, "0") : `some-${i}`;
}

function killing(call: string, when: number): readonly string[] {
  return [
    "strace",
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    `trace=${call}`,
    "-e",
    `inject=${call}:signal=KILL:when=${when}`,
  ];
}

/** Calls are counted by thread, and files are removed by one. */
function gc(here: Place, env: NodeJS.ProcessEnv, under: readonly string[] = []) {
  return here.scylla(["gc", "--apply", "--old", "--json"], { env: { ...env, UV_THREADPOOL_SIZE: "1" }, under });
}
