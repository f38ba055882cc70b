import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answer, place } from "../fixtures/scylla.ts";

test("list shows what there is, and explain takes its keys, also of what failed, waits or changed", async () => {
  await using here = await place();
  await here.write({ agent: "write", inherits: true, repeats: 1, check: ["sh", "-c", "seq 30; exit 1"] });
  await here.scylla(["run", "experiment.yaml", "--tiers", "T0,T1", "--until", "check", "--json"]);
  await here.scylla(["run", "experiment.yaml", "--tiers", "T0,T5", "--json"]);
  await mkdir(join(here.root, "damaged"));
  await writeFile(join(here.root, "damaged/store.db"), "no store");
  // Older than the other, which is listed first.
  await utimes(join(here.root, "damaged/store.db"), 1, 1);

  const [all, below, one, run, waiting] = await Promise.all([
    here.scylla(["list", "--json"], { cwd: join(here.root, "ladder") }),
    here.scylla(["list"]),
    here.scylla(["list", "."]),
    here.scylla(["explain", "answer/T0/01/fake/1"]),
    here.scylla(["explain", "answer/T5", "."]),
  ]);
  expect(answer(all)).toMatchObject({
    status: "listed",
    experiments: [{ dir: "ROOT/.scylla/small", name: "small", state: "running", counts: { planned: 4, valid: 2 } }],
  });
  expect(below.stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "TIME")).toMatchInlineSnapshot(`
    "experiment  state                          valid   cost    changed           directory
    small       unfinished                     2 of 4  $0.030  TIME  .scylla/small
    damaged     can't be read (STORE_DAMAGED)                  TIME  damaged
    "
  `);
  expect([one.code, one.stderr, one.stdout]).toMatchInlineSnapshot(`
    [
      0,
      "",
      "small in .scylla/small: unfinished, 2 of 4 runs valid
    Nothing but the task (T0/00-plain)
      answer/T0/00-plain/fake/01  valid, not passed, ok, $0.010
    A rule (T0/01-rule)
      answer/T0/01-rule/fake/01  valid, not passed, ok, $0.010
    A skill (T1/00-skill)
      answer/T1/00-skill/fake/01  open, checked, ok, $0.010
    The best (T5/00-best)
      answer/T5/00-best/fake  waits for Prompts (T0), Skills (T1)
    ",
    ]
  `);

  const steady = run.stdout
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "TIME")
    .replaceAll(/\d+\.\d s/g, "N s")
    .replace(/isolation: .*/, "isolation: NAMED")
    .replaceAll(/[0-9a-f]{2}\/[0-9a-f]{62}/g, "OBJECT");
  expect(steady).toMatchInlineSnapshot(`
    "A rule (T0/01-rule), run 1
      task     An answer (answer)
      agent    fake
      key      answer/T0/01-rule/fake/01
      state    valid
    Attempt 1
      started TIME, took N s
      outcome ok: scored on what is there, and never bought again for it
      cost $0.010 (reported); isolation: NAMED
      changed 1 file, +1 -0 lines
        changes, 75 bytes: .scylla/small/objects/OBJECT
        patch, 211 bytes: .scylla/small/objects/OBJECT
        stdout, 99 bytes: .scylla/small/objects/OBJECT
      Grading 1: not passed, score 0, by checks
        check unit: fail, exit 1, N s
          | 1
          | 2
          | 3
          | 4
          | 5
            ... 15 lines ...
          | 21
          | 22
          | 23
          | 24
          | 25
          | 26
          | 27
          | 28
          | 29
          | 30
        check/unit, 81 bytes: .scylla/small/objects/OBJECT
    Log:
      TIME: planned -> workspace
      TIME, N s later: workspace -> buying
      TIME, N s later: buying -> agent
      TIME, N s later: agent -> captured
      TIME, N s later: captured -> checked
      TIME, N s later: checked -> graded
    "
  `);
  expect(waiting.stdout).toMatchInlineSnapshot(`
    "The best (T5/00-best)
      key      answer/T5/00-best/fake
      inherits from the winners of Prompts (T0), Skills (T1)
      waits: its treatment is made once all runs of these groups are valid or finally missing
      without a winner its runs are finally missing
    "
  `);

  const file = join(here.root, "experiment.yaml");
  await writeFile(file, (await readFile(file, "utf8")).replace("time: 60s", "time: 30s"));
  const changed = answer(await here.scylla(["explain", "answer/T0/01", "--against", "experiment.yaml", "--json"]));
  expect(changed).toMatchObject({
    kind: "cell",
    fields: { instructions: "Answer.\n", "limits.time": "1m" },
    against: { cell: [{ field: "limits.time", before: "1m", after: "30s" }], grading: [] },
  });
});
