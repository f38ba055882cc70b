import { execFileSync } from "node:child_process";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRegularFile } from "../../src/files/read-file.ts";
import { writeTree } from "../fixtures/experiments.ts";

const AT = { file: "/somewhere.yaml", line: 1, col: 1 };

test("reads bytes, and whether they can be started", async () => {
  const root = await writeTree({ "a.sh": "#!/bin/sh\n" }, {});
  await chmod(join(root, "a.sh"), 0o755);
  expect(await readRegularFile(join(root, "a.sh"), "a.sh", AT)).toMatchObject({ executable: true });
});

test.each([
  ["nothing", "nope", "x does not exist"],
  ["a file as directory", "a/b", "x does not exist"],
  ["a directory", ".", "x is a directory"],
  ["a pipe that nobody writes to", "pipe", "x is not a regular file"],
])("%s is an error at the place that names it, at once", async (_what, path, message) => {
  const root = await writeTree({ a: "" }, {});
  execFileSync("sh", ["-c", "mkfifo pipe"], { cwd: root });
  await expect(readRegularFile(join(root, path), "x", AT)).rejects.toMatchObject({
    code: "FILE_MISSING",
    message,
    at: AT,
  });
});

test("a device is no file", async () => {
  await expect(readRegularFile("/dev/zero", "x", AT)).rejects.toMatchObject({ code: "FILE_MISSING" });
});
