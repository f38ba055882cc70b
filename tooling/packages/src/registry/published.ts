import { basename } from "node:path";
import { z } from "zod";

/** What `npm publish` sends. */
export const publishSchema = z.object({
  name: z.string(),
  "dist-tags": z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.looseObject({ dist: z.looseObject({}) })),
  _attachments: z.record(z.string(), z.object({ data: z.base64() })),
});

type Publication = z.infer<typeof publishSchema>;

/** A package with all of its versions. */
export interface Published {
  readonly name: string;
  readonly tags: Map<string, string>;
  readonly versions: Map<string, { readonly manifest: Publication["versions"][string]; readonly file: string }>;
  /** By file name. */
  readonly tarballs: Map<string, Uint8Array>;
}

/** Adds what is published. @returns why it is refused, null when it is not: a version never changes. */
export function publishInto(packages: Map<string, Published>, publication: Publication): string | null {
  const { name, versions } = publication;
  const known: Published = packages.get(name) ?? { name, tags: new Map(), versions: new Map(), tarballs: new Map() };
  const twice = Object.keys(versions).find((version) => known.versions.has(version));
  if (twice !== undefined) return `${name}@${twice} is published already`;
  for (const [attachment, { data }] of Object.entries(publication._attachments)) {
    known.tarballs.set(basename(attachment), Buffer.from(data, "base64"));
  }
  for (const [version, manifest] of Object.entries(versions)) {
    known.versions.set(version, { manifest, file: `${basename(name)}-${version}.tgz` });
  }
  for (const [tag, version] of Object.entries(publication["dist-tags"])) known.tags.set(tag, version);
  packages.set(name, known);
  return null;
}
