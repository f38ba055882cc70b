import { isolationOf, launchOf } from "@scylla/contracts";
import { expect, test } from "vitest";

const REST = { cwd: "/w", env: {}, writable: ["/w"], network: [], token: "t" };

test("a command may read the files that it names and the programs of its PATH, each once, and nothing relative", () => {
  const env = { PATH: "/usr/bin:bin:/opt/node/bin::/usr/bin" };
  const command = ["node", "/here/agent.mjs", "--in=/etc", "x/y", "/here/agent.mjs"];
  expect(launchOf({ ...REST, command, env }).readable).toEqual(["/here/agent.mjs", "/usr/bin", "/opt/node/bin"]);
});

test("a line for the shell names no files, and without a PATH there are no programs", () => {
  expect(launchOf({ ...REST, command: "cat /etc/passwd" }).readable).toEqual([]);
});

test("without a sandbox the process runner's word stands", () => {
  const processes = { isolation: "process group (not isolated)" };
  expect(isolationOf({ isolation: null }, processes)).toBe("process group (not isolated)");
  expect(isolationOf({ isolation: "bwrap" }, processes)).toBe("bwrap");
});
