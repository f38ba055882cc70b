import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { exportExperiment, importExperiment, openRunStore } from "../../src/index.ts";
import { archivedLife } from "../fixtures/archived.ts";
import { everything } from "../fixtures/everything.ts";
import { startProgram } from "../fixtures/program.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

test("killed in the middle, there is all of an archive or directory or none, and the next one removes what was left", {
  timeout: 120_000,
}, async () => {
  using root = quickDir();
  const at = (name: string): string => join(root.path, name);
  await archivedLife(at("there"));
  await exportExperiment({ dir: at("there"), file: () => at("whole.tar.gz") });
  const bytes = readFileSync(at("whole.tar.gz"));
  const contentOf = async (dir: string) => everything(await openRunStore({ dir, mode: "read" }));
  const content = await contentOf(at("there"));
  for (const wait of [0, 15, 40, 70, 110, 160]) {
    const program = startProgram(new URL("../fixtures/programs/archive.ts", import.meta.url), root.path);
    await program.lines.next();
    await setTimeout(wait);
    await program.kill();
    if (existsSync(at("out.tar.gz"))) expect(readFileSync(at("out.tar.gz"))).toEqual(bytes);
    if (existsSync(at("in"))) expect(await contentOf(at("in"))).toEqual(content);
  }
  await exportExperiment({ dir: at("there"), file: () => at("last.tar.gz") });
  await importExperiment({ file: at("last.tar.gz"), dir: () => at("last") });
  const left = readdirSync(root.path).filter((name) => name.startsWith("."));
  for (const name of left) expect(name).toMatch(/^\.(in|out\.tar\.gz)\.making-\d+$/);
  // One that was finished before its program was killed tells nothing of what the next one removes.
  rmSync(at("in"), { recursive: true, force: true });
  const program = startProgram(new URL("../fixtures/programs/archive.ts", import.meta.url), root.path);
  await program.lines.next();
  while (!existsSync(at("in"))) await setTimeout(5);
  const others = readdirSync(root.path).filter((name) => name.startsWith(".") && !name.endsWith(`-${program.pid}`));
  expect(others).toEqual([]);
  await program.kill();
});
