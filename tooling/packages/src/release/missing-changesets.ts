import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type PublishedPackage, publishedPackages } from "../published-packages.ts";
import { packagesWithChangesets } from "./changesets.ts";
import { ingredientsDiffer, lastRelease, type Release } from "./last-release.ts";

/** Packages whose tarballs now differ from those of a release, of these. What decides where ingredients differ. */
export type PackedDifference = (
  suspects: readonly { readonly owner: PublishedPackage; readonly release: Release }[],
) => Promise<readonly string[]>;

/**
 * The packages whose change nobody described, one line each: not released and without an entry for their version,
 * or packed otherwise than in their last release without a changeset.
 */
export async function missingChangesets(root: string, differing: PackedDifference): Promise<readonly string[]> {
  const described = packagesWithChangesets(root);
  const undescribed = publishedPackages(root)
    .filter(({ name }) => !described.has(name))
    .map((owner) => ({ owner, release: lastRelease(root, owner) }))
    .filter(({ owner, release }) => release?.version === owner.version || !hasEntry(owner));
  const unreleased = undescribed.filter(({ release }) => release === null).map(({ owner }) => owner.name);
  const suspects = undescribed.flatMap(({ owner, release }) =>
    release && ingredientsDiffer(root, owner, release) ? [{ owner, release }] : [],
  );
  const changed = suspects.length === 0 ? [] : await differing(suspects);
  return [
    ...unreleased.map((name) => `${name} was never released, and its changelog has no entry for its version`),
    ...changed.map((name) => `${name} is packed otherwise than in its last release`),
  ];
}

/** Whether the changelog describes the version of the manifest. */
function hasEntry({ dir, version }: PublishedPackage): boolean {
  const file = join(dir, "CHANGELOG.md");
  return existsSync(file) && readFileSync(file, "utf8").split("\n").includes(`## ${version}`);
}
