import { chmod, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { exampleFile, filesOfGuide, GUIDED, installInto, node, TSCONFIG, tool } from "./fixtures/guide.ts";
import { place, tempDir } from "./fixtures/place.ts";

/** Suites run in processes of their own, over a real disk. */
vi.setConfig({ testTimeout: 300_000 });

/** What stands for the program of the agent's guide. */
const JOTTER = `#!/bin/sh
[ "$1" = --version ] && echo "jotter 2.1" && exit
cat > answer.txt
echo '{"model":"jotter-2","costUsd":0.25,"usage":{"inputTokens":3,"outputTokens":4}}'
`;

/** A sandbox needs what not every machine allows; there the guide's own refusal is what is tested. */
const REFUSED = "Linux namespaces can't be used here";

let namespaces = false;
beforeAll(async () => {
  const arguments_ = ["--map-root-user", "--mount", "--net", "--pid", "--fork", "mount", "-t", "tmpfs", "x", "/mnt"];
  const probe = `require("node:child_process").execFileSync("unshare", ${JSON.stringify(arguments_)})`;
  namespaces = (await node("/", ["-e", probe])).code === 0;
});

/** Places in which a guide was followed. */
async function followed(part: (typeof GUIDED)[number]) {
  const check = part === "judge" ? { check: ["sh", "-c", "echo score 0.5"] } : {};
  const { root, workRoot } = await place(check);
  const files = await filesOfGuide(part);
  await installInto(root, files);
  await mkdir(join(root, "bin"));
  await writeFile(join(root, "bin/jotter"), JOTTER);
  await chmod(join(root, "bin/jotter"), 0o755);
  const env = { PATH: `${join(root, "bin")}:${process.env["PATH"]}`, SCYLLA_WORK_DIR: workRoot };
  return { root, env, names: [...files.keys()] };
}

describe.each(GUIDED)("the guide to an own %s", (part) => {
  test("begins with an implementation of at most 30 lines that passes its suite as it stands", async () => {
    const { root, env, names } = await followed(part);
    const [implementation = "", suite = ""] = names;
    expect(names).toEqual([implementation, implementation.replace(".ts", ".test.ts"), "run.ts"]);
    const lines = (await readFile(join(root, implementation), "utf8")).trimEnd().split("\n");
    // The guide shows one line more, with the file's name.
    expect(lines.length + 1).toBeLessThanOrEqual(30);
    const { code, stdout } = await node(root, ["--test", "--test-reporter=tap", suite], env);
    if (part === "sandbox" && !namespaces) {
      expect(stdout).toContain(REFUSED);
      return;
    }
    expect(stdout.match(/^ *not ok .*$/gm) ?? []).toEqual([]);
    expect(code).toBe(0);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThanOrEqual(12);
  });

  test("ends with a runner that works with it", async () => {
    const { root, env } = await followed(part);
    if (part === "agent") {
      const file = join(root, "experiment.yaml");
      const yaml = await readFile(file, "utf8");
      await writeFile(file, yaml.replace(/- \{ id: fake.*\}/, "- { id: jotter, kind: jotter }"));
    }
    const { stdout, stderr } = await node(root, ["run.ts"], env);
    if (part === "sandbox" && !namespaces) expect(stderr).toContain(REFUSED);
    else expect(stdout).toBe(PRINTED[part]);
  });
});

const ALL_VALID = "complete: 3 of 3 runs are valid\n";
const PRINTED: Readonly<Record<(typeof GUIDED)[number], string>> = {
  store: ALL_VALID,
  agent: "complete: 2 of 2 runs are valid\nNothing but the task: $0.25 a run\nA rule: $0.25 a run\n",
  judge: `complete
Nothing but the task: 1 pass, score 0.5
A rule: 1 pass, score 0.5
A skill: 1 pass, score 0.5
`,
  sandbox: ALL_VALID,
  queue: ALL_VALID,
};

describe("all guides together", () => {
  async function allFiles(): Promise<string> {
    const root = await tempDir("scylla-guides-");
    const files = new Map<string, string>();
    for (const part of GUIDED)
      for (const [name, code] of await filesOfGuide(part)) files.set(name === "run.ts" ? `run-${part}.ts` : name, code);
    await installInto(root, files);
    return root;
  }

  test("have no type error, and neither have the examples", async () => {
    const root = await allFiles();
    for (const example of ["custom-runner/main.ts", "embedded-ci/gate.ts"])
      await cp(exampleFile(example), join(root, basename(example)));
    const options = {
      extends: TSCONFIG,
      include: ["*.ts"],
    };
    await writeFile(join(root, "tsconfig.json"), JSON.stringify(options));
    const { stdout } = await node(root, [tool("@typescript/native/bin/tsc"), "-p", "."]);
    expect(stdout).toBe("");
  });

  test("run their suites with Vitest too, with nothing changed but the import", async () => {
    const root = await allFiles();
    const suites = (await readdir(root)).filter((name) => name.endsWith(".test.ts"));
    expect(suites).toHaveLength(GUIDED.length);
    for (const name of suites) {
      const code = await readFile(join(root, name), "utf8");
      await writeFile(join(root, name), code.replace('from "node:test"; // or "vitest"', 'from "vitest";'));
    }
    const config = `export default { resolve: { conditions: ["@scylla/source"] }, ssr: { resolve: { conditions: ["@scylla/source", "module", "node"] } } };`;
    await writeFile(join(root, "vitest.config.mjs"), config);
    const runnable = namespaces ? suites : suites.filter((name) => !name.startsWith("namespace-"));
    const arguments_ = [tool("vitest/vitest.mjs"), "run", "--testTimeout=60000", ...runnable];
    const ran = await node(root, arguments_, { NO_COLOR: "1" });
    const { length } = runnable;
    expect(ran.stdout).toMatch(new RegExp(`Test Files +${length} passed \\(${length}\\)\n +Tests +\\d+ passed`));
  });
});
