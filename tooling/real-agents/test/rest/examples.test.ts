import { appendFile, cp, mkdtemp, readFile, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readExperiment } from "@scylla/compose";
import { removePlace } from "@scylla-tooling/fake-agents";
import { startLlmServer } from "@scylla-tooling/llm-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { claudeCode } from "../../src/clis/claude-code.ts";
import { codex } from "../../src/clis/codex.ts";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { PLANTED_KEY } from "../../src/operator.ts";
import { scriptedRun } from "../../src/plays.ts";
import { expectBought } from "../support/bought.ts";
import { expectClean } from "../support/cleanliness.ts";
import { scylla } from "../support/command.ts";
import { withOperator } from "../support/with-operator.ts";

const EXAMPLES = fileURLToPath(new URL("../../../../examples", import.meta.url));

function isExample(name: string, cli: RealCli): void {
  describe(name, () => {
    withOperator(cli);

    test("is run by the command, but for who answers", async () => {
      const root = await realpath(await mkdtemp(join(tmpdir(), "scylla-example-")));
      onTestFinished(() => removePlace(root));
      const { turns, usages } = scriptedRun(cli, cli.shell("cat docs/*.md > notes.txt"));
      await using server = await startLlmServer([{ turns }]);
      for (const one of [name, "quickstart"]) await cp(join(EXAMPLES, one), join(root, one), { recursive: true });
      const file = join(root, name, "experiment.yaml");
      await appendFile(file, `providers: { ${cli.provider}: { baseUrl: "${server.url}" } }\n`);

      const plan = await scylla(cli, root, ["plan", file]);
      expect([plan.code, plan.stdout]).toEqual([0, expect.stringContaining("Agents to start: 8\n")]);
      expect(server.requests).toEqual([]);
      const { code, stdout, stderr } = await scylla(cli, root, ["run", file, "--yes"]);
      // Eight wrong solutions are eight results.
      expect([code, stderr + stdout]).toEqual([0, expect.stringContaining("Complete: all 8 planned runs are valid.")]);
      for (const said of [plan.stdout, plan.stderr, stdout, stderr]) expect(said).not.toContain(PLANTED_KEY);
      const { view } = await readExperiment({ dir: join(root, name, ".scylla", name) });
      expect(view.results.size).toBe(8);
      for (const { end } of view.results.values()) if (end) expectBought(cli, end, usages);
      await expectClean({ root, server });
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
