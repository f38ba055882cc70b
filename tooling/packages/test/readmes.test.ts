import { globSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PORTS } from "@scylla/contracts";
import { describe, expect, inject, test } from "vitest";
import { publishedPackages } from "../src/published-packages.ts";
import { type Snippet, snippets, toInstall } from "../src/readme.ts";
import { run } from "../src/run-command.ts";

/** Snippets that end in somebody's test runner; what it prints holds times. */
const UNSPECIFIED = new Set(["contracts 2"]);
/** It names ports in order to check them, and keeps stores that forget for itself. */
const COMPOSES = "compose";

describe.each(publishedPackages())("the README of $name", ({ name, short, dir }) => {
  const readme = readFileSync(join(dir, "README.md"), "utf8");
  const blocks = snippets(readme);

  test.for(blocks.map((block, i) => [i + 1, block] as const))(
    "says what its program %i does",
    async ([n, { prints }]: readonly [number, Snippet]) => {
      const cwd = join(inject("consumer"), "readme", short);
      const work = join(inject("consumer"), "..", "work", short);
      mkdirSync(work, { recursive: true, mode: 0o700 });
      const env = { ...process.env, SCYLLA_WORK_DIR: work, NO_COLOR: "1", NODE_OPTIONS: "" };
      const printed = await run(process.execPath, [`snippet-${n}.ts`], { cwd, env });
      if (UNSPECIFIED.has(`${short} ${n}`)) expect(prints).toBeNull();
      else expect(printed).toBe(prints);
    },
  );

  test("begins with what to install, and some ten lines that need no command line", () => {
    const usage = blocks[0]?.code ?? "";
    const statements = usage
      .split("\n")
      .filter((line) => line.trim() !== "" && !/^(import|\/\/|} from| {2}(type )?\w+,)/.test(line));
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.length).toBeLessThanOrEqual(20);
    expect(toInstall(readme)).toContain(name);
    if (short !== "cli") expect(usage).not.toContain("@scylla/cli");
  });

  test("says which errors there are, and the versions of the ports that it implements", () => {
    expect(readme).toMatch(/^## Errors$/m);
    expect(readme).toMatch(/^## Versions$/m);
    for (const port of implemented(dir, short)) expect(readme).toContain(`\`${port}\``);
    const known: readonly string[] = Object.values(PORTS);
    const named = [...readme.matchAll(/`([a-z-]+\/\d+)`/g)].map((match) => match[1] ?? "");
    for (const port of named.filter((one) => known.some((other) => other.split("/")[0] === one.split("/")[0]))) {
      expect(known).toContain(port);
    }
  });
});

/** The ports whose versions a package's sources put into what they make. */
function implemented(dir: string, short: string): readonly string[] {
  if (short === COMPOSES) return [];
  if (short === "contracts") return Object.values(PORTS);
  const sources = globSync("src/**/*.ts", { cwd: dir }).map((file) => readFileSync(join(dir, file), "utf8"));
  const names = sources.flatMap((source) => [...source.matchAll(/\bport: PORTS\.(\w+)/g)].map((match) => match[1]));
  return Object.entries(PORTS).flatMap(([key, port]) => (names.includes(key) ? [port] : []));
}
