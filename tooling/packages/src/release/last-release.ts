import { execFileSync } from "node:child_process";
import type { PublishedPackage } from "../published-packages.ts";

/** A release of a package: its tag is `@scylla/<name>@<version>`. */
export interface Release {
  readonly tag: string;
  readonly version: string;
}

/** The newest release of a package, by version; null before the first. */
export function lastRelease(root: string, { name }: Pick<PublishedPackage, "name">): Release | null {
  const args = ["tag", "--list", "--sort=-version:refname", `${name}@*`];
  const [tag] = execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\n");
  return tag ? { tag, version: tag.slice(name.length + 1) } : null;
}

/** Everything that a package's tarball is made of, as pathspecs. */
function ingredients(short: string): readonly string[] {
  const own = `packages/${short}`;
  const notPacked = ["test", "bench", "api", "vitest.config.ts"].map((path) => `:(exclude)${own}/${path}`);
  const shared = ["LICENSE", "pnpm-workspace.yaml", "tooling/config/tsup.ts", "tooling/config/*.json"];
  return [own, ...shared, ...notPacked];
}

/** Whether anything that goes into the tarball differs from the release. No difference here is none in the tarball. */
export function ingredientsDiffer(root: string, { short }: Pick<PublishedPackage, "short">, { tag }: Release): boolean {
  const paths = ingredients(short);
  const git = (...args: readonly string[]): string => execFileSync("git", args, { cwd: root, encoding: "utf8" });
  const changed = git("diff", "--name-only", tag, "--", ...paths);
  return changed !== "" || git("ls-files", "--others", "--exclude-standard", "--", ...paths) !== "";
}
