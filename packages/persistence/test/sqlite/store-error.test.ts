import { ScyllaError } from "@scylla/contracts";
import { expect, test } from "vitest";
import { storeError } from "../../src/sqlite/store-error.ts";

const sqlite = (errcode: number): Error =>
  Object.assign(new Error("as SQLite says"), { code: "ERR_SQLITE_ERROR", errcode });
const system = (code: string): Error => Object.assign(new Error("as the system says"), { code, syscall: "write" });

test.each([
  [11, "STORE_DAMAGED"],
  [26, "STORE_DAMAGED"],
  // SQLITE_CORRUPT_INDEX: an extended code is one of its kind.
  [779, "STORE_DAMAGED"],
  [13, "DISK_FULL"],
  // SQLITE_IOERR_SHMSIZE: no room for the index of the log.
  [4874, "DISK_FULL"],
  [5, "STORE_LOCKED"],
  [19, "INTERNAL"],
  [1, "INTERNAL"],
  [10, "STORE_IO"],
  // SQLITE_IOERR_FSYNC
  [1034, "STORE_IO"],
  [8, "STORE_IO"],
  [14, "STORE_IO"],
])("the code %i of SQLite is %s", (errcode, code) => {
  const cause = sqlite(errcode);
  expect(storeError(cause, "it failed")).toMatchObject({ code, message: "it failed: as SQLite says", cause });
});

test.each([
  ["ENOSPC", "DISK_FULL"],
  ["EDQUOT", "DISK_FULL"],
  ["EFBIG", "DISK_FULL"],
  ["EIO", "STORE_IO"],
  ["EACCES", "STORE_IO"],
])("the system's %s is %s", (name, code) => {
  expect(storeError(system(name), "it failed")).toMatchObject({ code });
});

test("what says already what happened, and what is no failure of the store, is passed on", () => {
  for (const error of [new ScyllaError("USAGE", "mine"), new TypeError("a defect"), "text", null])
    expect(storeError(error, "it failed")).toBe(error);
});

test("what a person can do about it is told", () => {
  for (const errcode of [5, 10, 11, 13])
    expect(storeError(sqlite(errcode), "it failed")).toMatchObject({ hint: expect.stringMatching(/\w+/) });
});
