import { describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { publintFindings, wrongTypes } from "../src/lint.ts";
import { publishedPackages } from "../src/published-packages.ts";
import { type TarballContent, tarballContent } from "../src/tarball-content.ts";

const packages = publishedPackages();
const versions = new Map(packages.map(({ name, version }) => [name, version]));

const manifestSchema = z.object({
  type: z.literal("module"),
  license: z.literal("BSD-3-Clause"),
  description: z.string().min(20),
  engines: z.object({ node: z.string() }),
  files: z.array(z.string()),
  exports: z.record(z.string(), z.unknown()),
  dependencies: z.record(z.string(), z.string()).default({}),
  publishConfig: z.object({ access: z.literal("public") }),
});

describe.each(packages)("the tarball of $name", ({ name }) => {
  const tarball = (): string => inject("tarballs")[name] ?? "";

  test("holds what is built, what it is and what changed, and nothing else", async () => {
    const content = await tarballContent(tarball());
    const { files } = manifestSchema.parse(JSON.parse(content.get("package.json") ?? ""));
    const listed = (path: string): boolean => files.some((file) => path === file || path.startsWith(`${file}/`));
    const paths = [...content.keys()];
    const always = ["LICENSE", "README.md", "package.json"];
    expect(paths).toEqual(expect.arrayContaining([...always, "CHANGELOG.md", "dist/index.d.ts", "dist/index.js"]));
    expect(paths.filter((path) => !always.includes(path) && !listed(path))).toEqual([]);
    // Projects that the command lays down come with tests of their own.
    const ours = paths.filter((path) => !/^(starter|dist\/quickstart)\//.test(path));
    expect(ours.filter((path) => /(?<!\.d)\.ts$|^(src|test|bench)\/|\.(test|bench|config)\./.test(path))).toEqual([]);
  });

  test("has source maps that hold their sources", async () => {
    const content = await tarballContent(tarball());
    expect(strayMaps(content)).toEqual([]);
  });

  test("needs nothing that only this repository has", async () => {
    const content = await tarballContent(tarball());
    const text = content.get("package.json") ?? "";
    const { dependencies, exports } = manifestSchema.parse(JSON.parse(text));
    expect(JSON.stringify(exports)).not.toContain("@scylla/source");
    expect(JSON.stringify(dependencies)).not.toMatch(/workspace:|catalog:|file:|link:/);
    for (const [dependency, range] of Object.entries(dependencies)) {
      if (versions.has(dependency)) expect(range).toBe(`^${versions.get(dependency)}`);
      else expect(dependency).not.toMatch(/^@scylla/);
    }
  });

  test("is well-formed to publint", async () => {
    expect(await publintFindings(tarball())).toEqual([]);
  });

  test("has types that say what its code does", async () => {
    expect(await wrongTypes(tarball())).toEqual([]);
  });
});

test("takes the OpenTelemetry API of the program around it: one that is newer than its host's hears of no exporter", async () => {
  const content = await tarballContent(inject("tarballs")["@scylla/runner-core"] ?? "");
  const { dependencies } = manifestSchema.parse(JSON.parse(content.get("package.json") ?? ""));
  expect(dependencies["@opentelemetry/api"]).toMatch(/^\^1\./);
});

/** Maps that are named and not there, and sources that a map names without holding them. */
function strayMaps(content: TarballContent): readonly string[] {
  const mapSchema = z.object({ sources: z.array(z.string()), sourcesContent: z.array(z.string()) });
  return [...content].flatMap(([path, text]) => {
    const named = /^\/\/# sourceMappingURL=(.+)$/m.exec(text)?.[1];
    if (named && !content.has(path.replace(/[^/]+$/, named))) return [path];
    if (!path.endsWith(".map")) return [];
    const { sources, sourcesContent } = mapSchema.parse(JSON.parse(text));
    return sources.length === sourcesContent.length ? [] : [path];
  });
}
