import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportExperiment, importExperiment } from "../../src/index.ts";
import { archivedLife } from "../fixtures/archived.ts";
import { refusal } from "../fixtures/errors.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

test("of two exports into one file, or imports into one directory, at once, one is done and the other is refused", async () => {
  using root = quickDir();
  const at = (name: string): string => join(root.path, name);
  await archivedLife(at("there"));
  const exporting = () => exportExperiment({ dir: at("there"), file: () => at("out.tar.gz") });
  const first = exporting();
  expect((await refusal("USAGE", exporting)).message).toContain("is being made already");
  await first;

  const importing = () => importExperiment({ file: at("out.tar.gz"), dir: () => at("here") });
  const both = await Promise.allSettled([importing(), importing()]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  for (const one of both) if (one.status === "rejected") await refusal("USAGE", () => Promise.reject(one.reason));
  // The one that was refused has taken nothing from the other.
  await exportExperiment({ dir: at("here"), file: () => at("again.tar.gz") });
  expect(readFileSync(at("again.tar.gz"))).toEqual(readFileSync(at("out.tar.gz")));
  expect(readdirSync(root.path).sort()).toEqual(["again.tar.gz", "here", "out.tar.gz", "there"]);
});

test("what another process has put there meanwhile is not replaced", async () => {
  using root = quickDir();
  const at = (name: string): string => join(root.path, name);
  await archivedLife(at("there"));
  const exporting = exportExperiment({ dir: at("there"), file: () => at("out.tar.gz") });
  writeFileSync(at("out.tar.gz"), "theirs");
  await refusal("USAGE", () => exporting);
  expect(readFileSync(at("out.tar.gz"), "utf8")).toBe("theirs");

  await exportExperiment({ dir: at("there"), file: () => at("whole.tar.gz") });
  const examine = async () => writeFileSync(at("here"), "theirs");
  await refusal("USAGE", () => importExperiment({ file: at("whole.tar.gz"), dir: () => at("here"), examine }));
  expect(readFileSync(at("here"), "utf8")).toBe("theirs");
  expect(readdirSync(root.path).sort()).toEqual(["here", "out.tar.gz", "there", "whole.tar.gz"]);
});

test("what a process that had this number left is removed", async () => {
  using root = quickDir();
  const at = (name: string): string => join(root.path, name);
  await archivedLife(at("there"));
  const left = at(`.out.tar.gz.making-${process.pid}`);
  writeFileSync(left, "half");
  await exportExperiment({ dir: at("there"), file: () => at("out.tar.gz") });
  expect(existsSync(left)).toBe(false);
});
