import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { publishedPackages } from "../src/published-packages.ts";
import { runToEnd } from "../src/run-command.ts";

const require = createRequire(import.meta.url);
const compiler = (name: string, bin: string): string => join(dirname(require.resolve(`${name}/package.json`)), bin);

const COMPILERS = {
  "5.9": compiler("typescript-5.9", "bin/tsc"),
  "6.0": compiler("typescript", "bin/tsc6"),
  "7.0": compiler("@typescript/native", "bin/tsc"),
};

const STRICT = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, target: "es2024" };
const RESOLUTIONS = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};
const NODE = {
  lib: ["es2024", "esnext.disposable"],
  typeRoots: [join(dirname(require.resolve("@types/node/package.json")), "..")],
  types: ["node"],
};

beforeAll(() => {
  for (const { short, entryPoints } of publishedPackages()) {
    const lines = entryPoints.map(({ specifier }, i) => `export * as all${i} from "${specifier}";\n`);
    writeFileSync(join(inject("consumer"), "alone", short, "all.ts"), lines.join(""));
  }
});

test.concurrent.for(
  Object.entries(COMPILERS).flatMap(([version, tsc]) =>
    Object.entries(RESOLUTIONS).map(([resolution, options]) => ({ version, tsc, resolution, options })),
  ),
)(
  "TypeScript $version with $resolution takes every package, and every program of a README",
  async (one, { expect }) => {
    const name = `tsconfig.${one.version}-${one.resolution}.json`;
    const include = ["alone/*/all.ts", "readme/*/snippet-*.ts"];
    expect(await compile(name, one.tsc, { compilerOptions: { ...STRICT, ...NODE, ...one.options }, include })).toBe("");
  },
);

test("no package needs the types of Node", async () => {
  const compilerOptions = {
    ...STRICT,
    ...RESOLUTIONS.nodenext,
    lib: ["es2024", "esnext.disposable", "dom"],
    types: [],
  };
  const errors = await compile("tsconfig.alone.json", COMPILERS["7.0"], {
    compilerOptions,
    include: ["alone/*/all.ts"],
  });
  expect(errors).toBe("");
});

/** What the compiler complains about. */
async function compile(name: string, tsc: string, config: object): Promise<string> {
  const cwd = inject("consumer");
  writeFileSync(join(cwd, name), JSON.stringify(config));
  const { code, stdout, stderr } = await runToEnd(process.execPath, [tsc, "--project", name], { cwd });
  return code === 0 ? "" : `${stdout}${stderr}`;
}
