import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { graderConformance } from "@scylla/contracts/testing";
import { checkGrader } from "@scylla/judge";
import { processRunner } from "@scylla/workspace";
import { describe, test } from "vitest";

const cases = graderConformance({
  open: async () => {
    const place = await realpath(await mkdtemp(join(tmpdir(), "scylla-judge-")));
    const [root, home, tmp, results] = ["tree", "home", "tmp", "results"].map((name) => join(place, name)) as [
      string,
      string,
      string,
      string,
    ];
    for (const directory of [root, home, tmp, results]) await mkdir(directory);
    const environment = () => ({ PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: tmp });
    return {
      grader: checkGrader({ processes: processRunner(), environment }),
      tree: { root, home, tmp, results, [Symbol.asyncDispose]: async () => {} },
      commands: {
        pass: "echo out; echo err >&2",
        fail: "exit 3",
        missing: ["no-such-program-anywhere"],
        slow: ["sleep", "30"],
      },
      dispose: () => rm(place, { recursive: true, force: true }),
    };
  },
});

describe("the check grader", () => {
  for (const one of cases) test(one.name, one.run);
});
