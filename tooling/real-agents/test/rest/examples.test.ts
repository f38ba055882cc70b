import { appendFile, cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { claudeCode } from "../../src/clis/claude-code.ts";
import { codex } from "../../src/clis/codex.ts";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { laboratoryWith } from "../../src/laboratory.ts";
import { scriptedRun } from "../../src/plays.ts";
import { endsOf, expectBought } from "../support/bought.ts";
import { expectClean } from "../support/cleanliness.ts";
import { withOperator } from "../support/with-operator.ts";

const EXAMPLES = fileURLToPath(new URL("../../../../examples", import.meta.url));

function isExample(name: string, cli: RealCli): void {
  describe(name, () => {
    withOperator(cli);

    test("is run as its README says, but for who answers", async () => {
      const { turns, usages } = scriptedRun(cli, cli.shell("cat docs/*.md > notes.txt"));
      const write = async (root: string, url: string): Promise<string> => {
        for (const one of [name, "quickstart"]) await cp(join(EXAMPLES, one), join(root, one), { recursive: true });
        const file = join(root, name, "experiment.yaml");
        await appendFile(file, `providers: { ${cli.provider}: { baseUrl: "${url}" } }\n`);
        return file;
      };
      await using lab = await laboratoryWith(cli, [{ turns }], write);
      const finished = await lab.run();
      expect([finished.failed, finished.status]).toEqual([[], "complete"]);
      expect(finished.results.counts).toEqual({ planned: 8, valid: 8, missing: 0 });
      for (const end of endsOf(finished)) expectBought(cli, end, usages);
      await expectClean(lab);
    });

    test("names the version that the adapter was tried with, and what it may cost", async () => {
      const readme = await readFile(join(EXAMPLES, name, "README.md"), "utf8");
      const { testedVersion } = cli.adapter({ executable: "" });
      expect(readme).toContain(`npm install --global ${cli.package}@${testedVersion} `);
      expect(readme).toContain(`export ${cli.keyVariable}=`);
      const [, most] = /at most \$(\d+)/.exec(readme) ?? [];
      expect(await readFile(join(EXAMPLES, name, "experiment.yaml"), "utf8")).toContain(`budget: { usd: ${most} }`);
    });
  });
}

isExample("claude-code", claudeCode);
isExample("codex", codex);
