import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The repository's root. */
export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

const manifestSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  private: z.boolean().optional(),
  exports: z.record(z.string(), z.union([z.string(), z.looseObject({ types: z.string() })])),
});

/** What `import` can name of a package. */
export interface EntryPoint {
  /** `@scylla/contracts/testing` */
  readonly specifier: string;
  /** Its declarations, relative to the package. */
  readonly types: string;
}

export interface PublishedPackage {
  readonly name: string;
  /** Its name without the scope, and that of its directory. */
  readonly short: string;
  readonly version: string;
  /** Absolute. */
  readonly dir: string;
  readonly entryPoints: readonly EntryPoint[];
}

/** Every package that is published, by name. `root` is a checkout of this repository. */
export function publishedPackages(root: string = REPOSITORY): readonly PublishedPackage[] {
  return globSync("packages/*/package.json", { cwd: root })
    .sort()
    .flatMap((file) => {
      const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, file), "utf8")));
      return manifest.private === true ? [] : [published(join(root, dirname(file)), manifest)];
    });
}

function published(dir: string, { name, version, exports }: z.infer<typeof manifestSchema>): PublishedPackage {
  const entryPoints = Object.entries(exports).flatMap(([subpath, target]) =>
    typeof target === "string" ? [] : [{ specifier: join(name, subpath), types: target.types }],
  );
  return { name, short: basename(dir), version, dir, entryPoints };
}
