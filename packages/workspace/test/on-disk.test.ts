import { mkdir, readFile } from "node:fs/promises";
import { ScyllaError } from "@scylla/contracts";
import { expect, test } from "vitest";
import { onDisk } from "../src/on-disk.ts";

test("what the system refuses is a failure of the workspace, with its cause", async () => {
  await expect(onDisk(() => readFile("/no/such/file"))).rejects.toMatchObject({
    code: "WORKSPACE_FAILED",
    message: expect.stringContaining("/no/such/file"),
    cause: expect.objectContaining({ code: "ENOENT" }),
  });
  await expect(onDisk(() => mkdir("/proc/x"))).rejects.toMatchObject({ code: "WORKSPACE_FAILED" });
});

test.each(["ENOSPC", "EDQUOT"])("%s is a full disk, with what to do", async (code) => {
  const full = Object.assign(new Error(`${code}: write`), { code, syscall: "write" });
  await expect(onDisk(() => Promise.reject(full))).rejects.toMatchObject({
    code: "DISK_FULL",
    hint: expect.stringContaining("SCYLLA_WORK_DIR"),
  });
});

test("errors of ours and of nobody pass as they are", async () => {
  for (const error of [new ScyllaError("SETUP_FAILED", "x"), new TypeError("x"), "x"])
    await expect(onDisk(() => Promise.reject(error))).rejects.toBe(error);
  expect(await onDisk(async () => 1)).toBe(1);
});
