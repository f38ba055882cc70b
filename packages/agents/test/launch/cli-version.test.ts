import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cliVersion } from "../../src/launch/cli-version.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scylla-cli-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("a CLI that takes too long is said to, also one that ends well when it is told to end", async () => {
  const executable = join(root, "slow");
  await writeFile(executable, "#!/bin/sh\ntrap 'exit 0' TERM\nsleep 60 >/dev/null &\nwait\n");
  await chmod(executable, 0o755);
  await expect(cliVersion({ executable, install: "slow@1.0.0", timeMs: 500 })).rejects.toMatchObject({
    code: "AGENT_MISSING",
    message: `${executable} --version did not end in 0.5 s`,
  });
});
