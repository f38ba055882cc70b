import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { processRunner } from "@scylla/workspace";
import { expect, test } from "vitest";
import { claimProofName, removeAbandonedProofs } from "../../src/prove/proof-name.ts";
import { tempDir } from "../fixtures/place.ts";

const processes = processRunner();

test("what stands under a name stays while it is held, and goes with it", async () => {
  const root = join(await tempDir("scylla-work-"), "work");
  const proof = await claimProofName({ root, processes });
  const tree = join(root, "runs", proof.name, "agent");
  mkdirSync(tree, { recursive: true });
  mkdirSync(join(root, "experiments", "f1a0"), { recursive: true });
  await removeAbandonedProofs({ root, processes });
  expect(existsSync(tree)).toBe(true);
  await proof[Symbol.asyncDispose]();
  expect([readdirSync(join(root, "runs")), readdirSync(join(root, "experiments"))]).toEqual([[], ["f1a0"]]);
});

test("names that are claimed while others look for dead ones are kept", async () => {
  const root = await tempDir("scylla-work-");
  const claims = Array.from({ length: 8 }, () => claimProofName({ root, processes }));
  const sweeps = Array.from({ length: 8 }, () => removeAbandonedProofs({ root, processes }));
  const proofs = await Promise.all(claims);
  await Promise.all(sweeps);
  const locks = (): readonly string[] => readdirSync(join(root, "experiments")).sort();
  expect(locks()).toEqual(proofs.map(({ name }) => name).sort());
  for (const proof of proofs) await proof[Symbol.asyncDispose]();
  expect(locks()).toEqual([]);
});
