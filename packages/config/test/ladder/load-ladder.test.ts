import { expect, test } from "vitest";
import { errorsOf, load, writeTree } from "../fixtures/experiments.ts";

test("set-ups come in the order of the ladder's tiers, then of their ids", async () => {
  const { ladder } = await load({
    "ladder/ladder.yaml": "version: 1\ntiers:\n  T1: { title: One }\n  T0: { title: Zero, dependsOn: [T1] }\n",
    "ladder/T1/b.yaml": "version: 1\ntitle: B\n",
    "ladder/T1/B.yaml": "version: 1\ntitle: Capital B\n",
  });
  expect(ladder.tiers).toEqual([
    { id: "T1", title: "One", dependsOn: [] },
    { id: "T0", title: "Zero", dependsOn: ["T1"] },
  ]);
  expect(ladder.subtests.map(({ tier, id }) => `${tier}/${id}`)).toEqual([
    "T1/B",
    "T1/b",
    "T0/00-nothing",
    "T0/01-rule",
  ]);
});

test("notes and hidden files lie beside set-ups", async () => {
  const notes = { "ladder/README.md": "x", "ladder/T0/notes.md": "x", "ladder/.git/HEAD": "x", "ladder/T0/.swp": "x" };
  expect((await load(notes)).ladder.subtests).toHaveLength(2);
});

test("an inheriting set-up names its tiers in merge order", async () => {
  const { ladder } = await load({
    "ladder/T1/a.yaml": "version: 1\ntitle: A\n",
    "ladder/T5/a.yaml": "version: 1\ntitle: A\ninherits: { tiers: [T1, T0], onMissing: skip }\n",
  });
  expect(ladder.subtests.at(-1)?.inherits).toEqual({ tiers: ["T1", "T0"], onMissing: "skip" });
});

test("a file's name must be an id, and directories hold no set-ups further down", async () => {
  const files = { "ladder/T0/a b.yaml": "version: 1\ntitle: A\n", "ladder/T0/deep/c.yaml": "version: 1\n" };
  expect(await errorsOf(await writeTree(files))).toEqual([
    "CONFIG_INVALID: T0/a b.yaml is not a name for a set-up | ladder/T0/a b.yaml | The name of the file is the set-up's id: use letters, digits, '.', '_' and '-', at most 64 of them.",
    "CONFIG_INVALID: T0/deep is not read as a set-up | ladder/T0/deep | Set-ups lie directly in their tier.",
  ]);
});
