import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Place, place } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
  await here.write({ agent: "write" });
});
afterAll(() => here[Symbol.asyncDispose]());

test("drives add their events to one file, past a line that a kill cut off; another's file is refused and left alone", async () => {
  const file = join(here.root, "events.jsonl");
  await writeFile(join(here.root, "notes.txt"), "mine");
  const refused = await here.scylla(["run", "experiment.yaml", "--events", "notes.txt"]);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    `error USAGE: events can't be written to notes.txt: it holds something else
  Name a new file, one that holds events of this experiment, or a pipe with a reader, with --events; \`-\` is standard error.
`,
  ]);
  expect(await readFile(join(here.root, "notes.txt"), "utf8")).toBe("mine");
  expect(await here.scylla(["run", "experiment.yaml", "--events", "events.jsonl"])).toMatchObject({ code: 0 });
  const first = (await readFile(file, "utf8")).trimEnd().split("\n");
  const events = first.map((line) => JSON.parse(line) as { readonly event: string });
  expect(events[0]).toMatchObject({ event: "started", schema: "events/1", dir: join(here.root, ".scylla/small") });
  expect(events.at(-1)).toMatchObject({ event: "finished", status: "complete", exit: 0 });
  expect(events.filter(({ event }) => event === "run_graded")).toHaveLength(6);
  await appendFile(file, '{"event":"stage_be');
  const again = await here.scylla(["resume", "--events", "events.jsonl"]);
  expect(again.code).toBe(0);
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n").slice(first.length);
  expect(lines[0]).toBe('{"event":"stage_be');
  expect(lines.slice(1).map((line) => JSON.parse(line).event)).toEqual(["started", "planned", "progress", "finished"]);
});
