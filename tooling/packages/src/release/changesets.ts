import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const releasesSchema = z.record(z.string(), z.enum(["major", "minor", "patch", "none"])).nullable();

/** The packages that the changesets of a checkout release. `none` says on purpose that a change needs no release. */
export function packagesWithChangesets(root: string): ReadonlySet<string> {
  const files = globSync(".changeset/*.md", { cwd: root }).filter((file) => !file.endsWith("README.md"));
  const named = files.flatMap((file) => {
    const front = /^---\n(.*?)^---$/ms.exec(readFileSync(join(root, file), "utf8"))?.[1] ?? "";
    return Object.keys(releasesSchema.parse(parse(front)) ?? {});
  });
  return new Set(named);
}
