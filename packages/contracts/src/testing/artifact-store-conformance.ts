import assert from "node:assert/strict";
import { sha256 } from "../digest.ts";
import { PORTS } from "../port.ts";
import type { ArtifactStore } from "../ports/artifact-store.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";
import { expectError } from "./expect-error.ts";

export interface OpenArtifactStore extends Disposable {
  readonly store: ArtifactStore;
  /** Opens the same store again, as another process would. */
  reopen(): Promise<ArtifactStore>;
  /** Writes a file outside of the store, in place of one of the same name; its absolute path. */
  write(name: string, bytes: Uint8Array): Promise<string>;
  /** Changes what is stored under a digest, behind the store's back. */
  damage(digest: string): Promise<void>;
}

const text = (value: string): Uint8Array => Buffer.from(value);
const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, i) => i);

async function holds(store: ArtifactStore, bytes: Uint8Array): Promise<void> {
  const stored = await store.get(sha256(bytes));
  assert.equal(stored.length, bytes.length);
  assert.ok(Buffer.compare(stored, bytes) === 0, "other bytes came than were stored");
}

/** What every artifact store must do. */
export function artifactStoreConformance(setup: { open(): Promise<OpenArtifactStore> }): readonly ConformanceCase[] {
  return conformanceCases(() => setup.open(), {
    "it says which version of the port it speaks": async ({ store }) => {
      assert.equal(store.port, PORTS.artifactStore);
    },

    "bytes come back under their SHA-256, whatever they are": async ({ store }) => {
      for (const bytes of [EVERY_BYTE, text(""), text("a\r\nb\u0000"), new Uint8Array(3_000_000).fill(7)]) {
        assert.deepEqual(await store.put(bytes), { digest: sha256(bytes), bytes: bytes.length });
        assert.equal(await store.has(sha256(bytes)), true);
        await holds(store, bytes);
      }
    },

    "a file's content is stored under the same name as its bytes": async ({ store, write }) => {
      const file = await write("stdout", EVERY_BYTE);
      assert.deepEqual(await store.put({ file }), { digest: sha256(EVERY_BYTE), bytes: 256 });
      await holds(store, EVERY_BYTE);
    },

    "a file is copied: what becomes of it afterwards changes nothing": async ({ store, write }) => {
      const file = await write("stdout", text("before"));
      await store.put({ file });
      await write("stdout", text("after"));
      await holds(store, text("before"));
      assert.equal(await store.has(sha256("after")), false);
    },

    "a file that is not there is named": async ({ store, write }) => {
      const file = `${await write("stdout", EVERY_BYTE)}-missing`;
      const error = await expectError(store.put({ file }), "FILE_MISSING");
      assert.ok(error.message.includes(file), error.message);
    },

    "storing again changes nothing, one after the other and at once": async ({ store }) => {
      const once = await store.put(EVERY_BYTE);
      const many = await Promise.all(Array.from({ length: 8 }, () => store.put(EVERY_BYTE)));
      for (const one of many) assert.deepEqual(one, once);
      const fresh = text("many at once");
      await Promise.all(Array.from({ length: 8 }, () => store.put(fresh)));
      await holds(store, fresh);
    },

    "a caller's buffer can be used again, before and after": async ({ store }) => {
      const mine = Uint8Array.from(text("mine"));
      const { digest } = await store.put(mine);
      mine.fill(0);
      const got = await store.get(digest);
      assert.equal(Buffer.from(got).toString(), "mine");
      got.fill(0);
      await holds(store, text("mine"));
    },

    "a part of a larger buffer is stored as that part": async ({ store }) => {
      const part = Buffer.from("0123456789").subarray(3, 6);
      assert.deepEqual(await store.put(part), { digest: sha256("345"), bytes: 3 });
      await holds(store, text("345"));
    },

    "what was never stored is missing": async ({ store }) => {
      const digest = sha256("never");
      assert.equal(await store.has(digest), false);
      await expectError(store.get(digest), "OBJECT_MISSING");
    },

    "what is no digest is missing, and leads nowhere": async ({ store }) => {
      await store.put(EVERY_BYTE);
      for (const digest of ["", ".", "..", "../../etc/passwd", "/etc/passwd", sha256(EVERY_BYTE).toUpperCase()]) {
        assert.equal(await store.has(digest), false, digest);
        await expectError(store.get(digest), "OBJECT_MISSING");
      }
    },

    "what no longer matches its digest is damaged, and never returned": async ({ store, damage }) => {
      const { digest } = await store.put(EVERY_BYTE);
      await damage(digest);
      await expectError(store.get(digest), "OBJECT_DAMAGED");
    },

    "everything is there after opening again": async ({ store, reopen }) => {
      await store.put(EVERY_BYTE);
      const again = await reopen();
      assert.equal(await again.has(sha256(EVERY_BYTE)), true);
      await holds(again, EVERY_BYTE);
    },
  });
}
