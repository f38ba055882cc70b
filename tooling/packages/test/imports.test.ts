import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { publishedPackages } from "../src/published-packages.ts";
import { run } from "../src/run-command.ts";

const packages = publishedPackages();
const entryPoints = packages.flatMap(({ short, entryPoints }) =>
  entryPoints.map(({ specifier }) => ({ specifier, short })),
);

test.concurrent.each(entryPoints)(
  "$specifier can be imported where nothing else is installed",
  async ({ specifier, short }) => {
    const cwd = join(inject("consumer"), "alone", short);
    expect(readdirSync(join(cwd, "node_modules/@scylla"))).toEqual([short]);
    const script = `import * as all from "${specifier}"; console.log(Object.keys(all).length > 0)`;
    expect(await run(process.execPath, ["--input-type=module", "-e", script], { cwd })).toBe("true\n");
  },
);

test("the command answers where nothing else is installed", async () => {
  const cwd = join(inject("consumer"), "alone/cli");
  const version = packages.find(({ short }) => short === "cli")?.version;
  expect(await run(join(cwd, "node_modules/.bin/scylla"), ["--version"], { cwd })).toBe(`${version}\n`);
});
