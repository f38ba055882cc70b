import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { consumerOf } from "../src/consumer.ts";
import { packAll, type Tarballs } from "../src/pack.ts";
import { publishedPackages } from "../src/published-packages.ts";

declare module "vitest" {
  interface ProvidedContext {
    tarballs: Tarballs;
    /** The directory of strangers' projects. */
    consumer: string;
  }
}

/** Packs and installs once for all test files: that is what takes long. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "scylla-packages-")));
  const tarballs = await packAll(join(dir, "tarballs"));
  const consumer = join(dir, "consumer");
  await consumerOf(consumer, publishedPackages(), tarballs);
  provide("tarballs", tarballs);
  provide("consumer", consumer);
  return () => rmSync(dir, { recursive: true, force: true });
}
