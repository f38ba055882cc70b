import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { namedPipe } from "../fixtures/named-pipe.ts";
import { answer, type Place, place, until } from "../fixtures/scylla.ts";

const COMPLETE = { status: "complete", counts: { planned: 3, valid: 3, missing: 0 } };

interface Event {
  readonly event: string;
  readonly [member: string]: unknown;
}

function eventsIn(text: string): readonly Event[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Event);
}

const textOf = (here: Place): Promise<string> => readFile(join(here.root, "events.jsonl"), "utf8").catch(() => "");

test.concurrent.for([
  [1, 130],
  [2, 130],
] as const)(
  "interrupted %i times, its events end with a line that says so, and every line is whole",
  async ([times, exit], { expect }) => {
    await using here = await place();
    await here.write({ agent: "gate", repeats: 1 });
    const running = here.start(["run", "experiment.yaml", "--events", "events.jsonl"]);
    await until(async () => (await here.lines("started")).length > 0);
    for (let i = 0; i < times; i++) {
      running.child.kill("SIGINT");
      await until(() => running.said().includes(i === 0 ? "Stopping once" : "Stopping now"));
    }
    if (times === 1) await writeFile(join(here.root, "open"), "");
    expect((await running.ended).code).toBe(exit);
    const text = await textOf(here);
    expect(text.endsWith("\n")).toBe(true);
    const events = eventsIn(text);
    expect(events.at(-1)).toMatchObject({ event: "finished", status: "interrupted", exit });
    expect(events.filter(({ event }) => event === "stopping")).toMatchObject([{ reason: expect.any(String) }]);
  },
);

test.concurrent("killed at any time, all lines but the last are whole, and the next drive begins on one of its own", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({ agent: "counted", repeats: 2, concurrency: 1 });
  let drives = 0;
  for (const more of [1, 6, 15]) {
    const before = (await textOf(here)).split("\n").length;
    const running = here.start([
      drives === 0 ? "run" : "resume",
      ...(drives === 0 ? ["experiment.yaml"] : []),
      "--events",
      "events.jsonl",
    ]);
    await until(async () => (await textOf(here)).split("\n").length >= before + more);
    running.child.kill("SIGKILL");
    expect((await running.ended).signal).toBe("SIGKILL");
    drives++;
    const whole = (await textOf(here)).split("\n").slice(0, -1);
    const begun = whole.filter((line) => line.startsWith(`{"event":"started","schema":"events/1"`));
    expect(begun).toHaveLength(drives);
    expect(eventsIn(whole.join("\n")).some(({ event }) => event === "finished")).toBe(false);
  }
  expect((await here.scylla(["resume", "--events", "events.jsonl"])).code).toBe(0);
  expect(eventsIn(await textOf(here)).at(-1)).toMatchObject({ event: "finished", status: "complete" });
  expect(new Set(await here.lines("purchases")).size).toBe(6);
});

test.concurrent("a reader that has stopped to read holds nothing up", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  using pipe = namedPipe(join(here.root, "events"));
  pipe.fill();
  expect(answer(await here.scylla(["run", "experiment.yaml", "--events", "events", "--json"]))).toMatchObject(COMPLETE);
  expect(pipe.read().trim()).toBe("");
});

test.concurrent("a reader that went away is told of once, and holds nothing up", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "gate", repeats: 1 });
  const pipe = namedPipe(join(here.root, "events"));
  const running = here.start(["run", "experiment.yaml", "--events", "events", "--json"]);
  await until(async () => (await here.lines("started")).length > 0);
  expect(eventsIn(pipe.read())[0]).toMatchObject({ event: "started" });
  pipe[Symbol.dispose]();
  await writeFile(join(here.root, "open"), "");
  const ended = await running.ended;
  expect(answer(ended)).toMatchObject(COMPLETE);
  expect(ended.stderr.match(/Events could not be written: EPIPE/g)).toHaveLength(1);
});

test.concurrent("on standard error, a reader that has stopped to read or went away holds nothing up either", async ({
  expect,
}) => {
  for (const fate of ["stopped", "gone"] as const) {
    await using here = await place();
    await here.write({ agent: "gate", repeats: 1 });
    const pipe = namedPipe(join(here.root, "errors"));
    if (fate === "stopped") pipe.fill();
    const child = here.start(["run", "experiment.yaml", "--events", "-", "--json"], { stderr: pipe.descriptor });
    await until(async () => (await here.lines("started")).length > 0);
    if (fate === "gone") pipe[Symbol.dispose]();
    await writeFile(join(here.root, "open"), "");
    const ended = await child.ended;
    expect([fate, ended.code, answer(ended)]).toMatchObject([fate, 0, COMPLETE]);
    pipe[Symbol.dispose]();
  }
});
