import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { type Place, place } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
  await here.write({ agent: "write" });
  await mkdir(join(here.root, "notes"));
});
afterAll(() => here[Symbol.asyncDispose]());

/** What is said of a call that can't be meant. */
async function refused(args: readonly string[], under?: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await here.scylla(args, under ? { under } : {});
  return code === 2 && stdout === "" ? stderr : `${code}: ${stdout}${stderr}`;
}

test.concurrent.for([["status"], ["run", "experiment.yaml"], ["init"]])(
  "a directory that was removed under the person who stands in it: %j",
  async (args, { expect }) => {
    const gone = join(here.root, `gone-${args[0]}`);
    const under = ["sh", "-c", `mkdir '${gone}' && cd '${gone}' && rmdir '${gone}' && exec "$@"`, "sh"];
    expect(await refused(args, under)).toBe(
      "error USAGE: the directory that you stand in does not exist any more\n  Go to one that does.\n",
    );
  },
);

test.concurrent("help on a command that there is not", async ({ expect }) => {
  const words = 'error USAGE: there is no command "stauts"\n  Did you mean `scylla status`?\n';
  expect(await refused(["help", "stauts"])).toBe(words);
  expect(await refused(["stauts", "--help"])).toBe(words);
  const { code, stdout } = await here.scylla(["--help"]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Usage: scylla /)]);
});

test.concurrent("an argument that a variable of the shell was to fill", async ({ expect }) => {
  const words =
    "error USAGE: an argument is empty\n  Leave it out; if a variable of the shell stands there, it is not set.\n";
  for (const args of [
    ["run", ""],
    ["list", ""],
    ["export", "--out", ""],
  ])
    expect(await refused(args)).toBe(words);
});

test.concurrent("a file where files are to be put", async ({ expect }) => {
  expect(await refused(["init", "experiment.yaml"])).toBe(
    "error USAGE: files can't be put into experiment.yaml: it is not a directory\n  Name a directory that you can write to.\n",
  );
  expect(await refused(["init", "experiment.yaml/x/y"])).toBe(
    "error USAGE: files can't be put into experiment.yaml/x/y: experiment.yaml is not a directory\n  Name a directory that you can write to.\n",
  );
  expect(await refused(["demo", "experiment.yaml"])).toBe(
    "error USAGE: files can't be put into experiment.yaml: it is not a directory\n  Name a directory that you can write to.\n",
  );
});

test.concurrent("a file with nearly the name, and the directory of one", async ({ expect }) => {
  await writeFile(join(here.root, "notes/experiment.yml"), "");
  const hints = async (name: string): Promise<string> => (await refused(["validate", name])).split("\n")[1] ?? "";
  expect(await hints("experment.yaml")).toBe("  Did you mean experiment.yaml?");
  expect(await hints("experiment.yml")).toBe("  Did you mean experiment.yaml?");
  expect(await hints(".")).toBe("  Did you mean experiment.yaml?");
  expect(await hints("notes")).toBe("  Did you mean notes/experiment.yml?");
  expect(await hints("elsewhere/x.yaml")).toBe("  Check the path, and where you stand.");
  expect(await hints("tasks")).toBe("  Name a file.");
});

test.concurrent("a circle of links instead of a directory", async ({ expect }) => {
  await symlink("circle", join(here.root, "circle"));
  expect(await refused(["list", "circle"])).toMatch(/^error STORE_MISSING: there is no experiment in circle\n/);
  expect(await refused(["init", "circle"])).toMatch(/^error USAGE: files can't be put into circle: /);
  expect(await refused(["demo", "circle"])).toMatch(/^error USAGE: files can't be put into circle: /);
});

test.concurrent("an answer that a full disk does not take is told of, and the end is not a good one", async ({
  expect,
}) => {
  const under = ["sh", "-c", 'exec "$@" >/dev/full', "sh"];
  const words =
    "error DISK_FULL: what was to be told could not be written: its disk is full\n  Make room, or send it elsewhere, and ask again: what is stored is kept.\n";
  for (const args of [["--help"], ["list", "--json"]]) {
    const { code, stderr } = await here.scylla(args, { under });
    expect([code, stderr]).toEqual([5, words]);
  }
  const { code } = await here.scylla(["lst"], { under: ["sh", "-c", 'exec "$@" >/dev/full 2>/dev/full', "sh"] });
  expect(code).toBe(2);
});
