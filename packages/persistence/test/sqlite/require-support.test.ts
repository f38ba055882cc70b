import { tmpdir } from "node:os";
import { versions } from "node:process";
import { describe, expect, test } from "vitest";
import { requireLocalDisk, requireSqlite } from "../../src/sqlite/require-support.ts";
import { refusal } from "../fixtures/errors.ts";

describe("SQLite", () => {
  test.each(["3.51.2", "3.50.10", "3.9.99", "2.99.99", "", undefined])("%s is refused", async (version) => {
    const error = await refusal("STORE_UNSUPPORTED", () => requireSqlite(version));
    expect(error.hint).toContain("3.51.3");
  });

  test.each(["3.51.3", "3.51.10", "3.53.0", "4.0.0", versions["sqlite"]])("%s is taken", (version) => {
    expect(() => requireSqlite(version)).not.toThrow();
  });
});

describe("a directory", () => {
  test.each([
    ["NFS", 0x6969],
    ["SMB", 0xff534d42],
    ["SMB", 0xfe534d42],
    ["FUSE", 0x65735546],
    ["9p", 0x01021997],
    ["Ceph", 0x00c36400],
    ["Lustre", 0x0bd00bd0],
    ["BeeGFS", 0x19830326],
  ])("on %s is refused, which says so", async (name, type) => {
    const error = await refusal("STORE_UNSUPPORTED", () => requireLocalDisk("/some/where", () => type));
    expect(error.message).toContain(`/some/where lies on a network file system (${name})`);
    expect(error.hint).toContain("local disk");
  });

  test("on ext4, tmpfs or the disk of these tests is taken", () => {
    for (const type of [0xef53, 0x01021994]) expect(() => requireLocalDisk("/some/where", () => type)).not.toThrow();
    expect(() => requireLocalDisk(tmpdir())).not.toThrow();
  });
});
