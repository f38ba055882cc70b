import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { place } from "../fixtures/scylla.ts";

const PUBLISHED = fileURLToPath(new URL("../../../upstream/test/fixtures/dryrun", import.meta.url));

test("published results are imported, reported, explained and exported like an experiment of our own", async () => {
  await using here = await place();
  await cp(PUBLISHED, join(here.root, "published"), { recursive: true });
  const imported = await here.scylla(["import", "--from", "upstream", "published/raw", "--out", "out"]);
  expect(imported).toMatchObject({ code: 0, stdout: "" });
  expect(imported.stderr).toContain("test-001 is in out: 7 runs planned, 0 missing.\n");
  expect(imported.stderr).toContain("mean score/T0: 0.973333, should be 0.979048\n");

  const report = await here.scylla(["report", "out"]);
  expect(report.stdout).toContain("Complete: all 7 planned runs are valid.");
  expect(report.stdout).toContain("Isolation of the agents: unknown (imported).");
  expect(report.stdout).toContain("subtests/claude-sonnet-4-5-20250929: 2, should be 7\n");

  const compat = await here.scylla(["report", "out", "--compat", "upstream"]);
  expect(compat.stdout).toContain("| Judge 2 – Judge 3 | -0.522 | -0.347 | 0.0373 |");
  const unimported = await here.scylla(["report", "published/data", "--compat", "upstream", "--json"]);
  expect(JSON.parse(unimported.stdout)).toMatchObject({ schema: "upstream-figures/1", problems: [] });

  const explained = await here.scylla(["explain", "test-001/T0/00/claude/01", "out"]);
  expect(explained.stdout).toContain("  changed unknown (imported)\n");
  expect(await here.scylla(["list", "out"])).toMatchObject({ code: 0 });
  expect(await here.scylla(["export", "out", "--out", "out.tar.gz"])).toMatchObject({ code: 0 });
  expect(await here.scylla(["resume", "out"])).toMatchObject({ code: 2 });
});

test("what is damaged is told with its path, and JSON has all of it", async () => {
  await using here = await place();
  await cp(join(PUBLISHED, "raw"), join(here.root, "raw"), { recursive: true });
  await writeFile(join(here.root, "raw/T4/01/run_01/run_result.json"), '{"exit_code": 0, ');
  const imported = await here.scylla(["import", "--from", "upstream", "raw", "--json"]);
  expect(JSON.parse(imported.stdout)).toMatchObject({
    status: "imported",
    dir: expect.stringMatching(/\.scylla\/test-001$/),
    runs: 7,
    missing: 1,
    problems: [{ path: "T4/01/run_01/run_result.json", reason: "it is no JSON, or not all of it" }],
  });
  expect((await here.scylla(["report", "raw", "--compat", "upstream"])).stdout).toContain(
    "  T4/01/run_01/run_result.json: it is no JSON, or not all of it\n",
  );
});

test.for([
  [["import", "--from", "upsteam", "raw"], "Did you mean upstream?"],
  [["import", "raw"], "For published results add --from upstream"],
  [["import", "--from", "upstream", "nothing"], "does not exist"],
  [["import", "--from", "upstream", "empty"], "there are no results in"],
  [["report", "--compat", "upstrem"], "Did you mean upstream?"],
  [["report", "empty", "--compat", "upstream"], "there is no experiment"],
] as const)("%j is refused with what to do", async ([args, words]) => {
  await using here = await place();
  await cp(join(PUBLISHED, "raw"), join(here.root, "raw"), { recursive: true });
  await cp(join(PUBLISHED, "raw/config"), join(here.root, "empty"), { recursive: true });
  const ended = await here.scylla([...args]);
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr.replaceAll(/\s+/g, " ")).toContain(words);
  expect(ended.stderr).not.toContain("    at ");
});
