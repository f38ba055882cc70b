import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ProcessRunner } from "@scylla/contracts";
import { removeWorkingTree } from "@scylla/workspace";

const PROOF = /^prove-[0-9a-f]{12}$/;

/** Names that are tried: one is lost only to somebody who takes it for a dead proof's in the moment in which it is made. */
const TRIES = 5;

/** The name of one proof's workspaces and processes, held by a lock until the proof or its process ends. */
export interface ProofName extends AsyncDisposable {
  readonly name: string;
}

interface Params {
  /** The work root. */
  readonly root: string;
  readonly processes: Pick<ProcessRunner, "reap">;
}

/** A name that no other proof has. */
export function newProofName(): string {
  return `prove-${randomBytes(6).toString("hex")}`;
}

/** Claims one, after what killed proofs have left is gone. With it goes whatever still stands under it. @throws {ScyllaError} where no lock can be had. */
export async function claimProofName(params: Params): Promise<ProofName> {
  const { acquireWriterLock } = await import("@scylla/persistence");
  await removeAbandonedProofs(params);
  // As private as the workspaces below it.
  mkdirSync(params.root, { recursive: true, mode: 0o700 });
  for (let tried = 1; ; tried++) {
    const name = newProofName();
    const dir = lockOf(params.root, name);
    const lock = await acquireWriterLock({ dir }).catch((error: unknown) => {
      if (tried === TRIES) throw error;
      return null;
    });
    // A lock on a file that was removed before it was taken keeps nobody away.
    if (lock && existsSync(join(dir, "lock.db"))) {
      const clear = async (): Promise<void> => {
        await removeProof(params, name);
        await lock.release();
      };
      return { name, [Symbol.asyncDispose]: clear };
    }
    await lock?.release();
  }
}

/** Ends and removes what killed proofs have left, and leaves those that are under way alone. What can't be removed is left to the next time. */
export async function removeAbandonedProofs(params: Params): Promise<void> {
  const parent = lockOf(params.root, "");
  const names = existsSync(parent) ? readdirSync(parent).filter((name) => PROOF.test(name)) : [];
  if (names.length === 0) return;
  const { acquireWriterLock } = await import("@scylla/persistence");
  for (const name of names) {
    const lock = await acquireWriterLock({ dir: lockOf(params.root, name) }).catch(() => null);
    if (lock) await removeProof(params, name).catch(() => {});
    await lock?.release();
  }
}

/** By the holder of its lock. The lock's own directory goes last: while it is there, the rest is found again. */
async function removeProof({ root, processes }: Params, name: string): Promise<void> {
  await processes.reap(new Set([name]));
  for (const kind of ["runs", "graded"]) await removeWorkingTree(join(realpathSync(root), kind, name));
  rmSync(lockOf(root, name), { recursive: true, force: true });
}

function lockOf(root: string, name: string): string {
  return join(root, "experiments", name);
}
