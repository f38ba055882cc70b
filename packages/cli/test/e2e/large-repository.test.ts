import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeTask, importFiles } from "../fixtures/repositories.ts";
import { answer, place } from "../fixtures/scylla.ts";

const FILES = 5000;

test("a repository of many files is run in bounded memory", async () => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  rmSync(join(here.root, "repository"), { recursive: true });
  const commit = importFiles(join(here.root, "repository"), FILES);
  changeTask(here.root, (text) => text.replace(/commit: \w+/, `commit: ${commit}`));
  const code = `process.on("exit", () => {
    require("node:fs").writeFileSync(${JSON.stringify(join(here.root, "most"))}, String(process.resourceUsage().maxRSS));
  });`;
  const env = {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`import { createRequire } from "node:module"; const require = createRequire("/"); ${code}`)}`,
  };
  const ended = await here.scylla(["run", "experiment.yaml", "--json"], { env });
  expect(answer(ended)).toMatchObject({ status: "complete", counts: { planned: 3, valid: 3 } });
  const megabytes = Number(readFileSync(join(here.root, "most"), "utf8")) / 1024;
  // Without any files it is about 130.
  expect(megabytes).toBeLessThan(300);
});
