import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { isWithin, shownPaths } from "../../src/sandbox/shown-paths.ts";
import { place } from "../fixtures/places.ts";

test("what exists is shown once, what is there anyway or isn't at all is not", async () => {
  const dir = place();
  const [tools, deep] = [join(dir, "tools"), join(dir, "tools", "deep")];
  mkdirSync(deep, { recursive: true });
  const readable = [deep, tools, tools, join(dir, "nothing"), "/usr/bin", "x".repeat(100_000)];
  expect(await shownPaths({ readable, writable: [] }, ["/usr"])).toEqual([tools]);
});

test("a program behind a link is shown, one of an npm package with all packages around it", async () => {
  const dir = place();
  const [bin, lib, other] = ["bin", "lib/node_modules/agent/node_modules/inner", "versions"].map((name) =>
    join(dir, name),
  ) as [string, string, string];
  for (const path of [bin, lib, other]) mkdirSync(path, { recursive: true });
  writeFileSync(join(lib, "cli.js"), "");
  writeFileSync(join(other, "2.1"), "");
  symlinkSync("../lib/node_modules/agent/node_modules/inner/cli.js", join(bin, "agent"));
  symlinkSync("../versions/2.1", join(bin, "tool"));
  symlinkSync("..", join(bin, "everything"));
  symlinkSync("gone", join(bin, "dangling"));
  const shown = await shownPaths({ readable: [bin], writable: [] }, []);
  expect(shown.sort()).toEqual([bin, join(dir, "lib/node_modules"), join(other, "2.1")]);
});

test("the shims of a version manager are shown with the versions that they choose from", async () => {
  const dir = place();
  for (const path of ["manager/shims", "manager/versions"]) mkdirSync(join(dir, path), { recursive: true });
  const shown = await shownPaths({ readable: [join(dir, "manager/shims")], writable: [] }, []);
  expect(shown).toContain(join(dir, "manager"));
});

test("no directory is shown that holds what must stay hidden, also not under another name", async () => {
  const dir = place();
  const workspace = join(dir, "runs", "7-1", "root");
  mkdirSync(workspace, { recursive: true });
  symlinkSync(dir, join(dir, "runs", "up"));
  const holding = ["/", "/etc", "/tmp", "/dev/shm", "/proc", "/sys", "/proc/self", homedir(), dirname(homedir())];
  const around = [dir, join(dir, "runs"), join(dir, "runs", "up"), workspace];
  expect(await shownPaths({ readable: [...holding, ...around], writable: [workspace] }, [])).toEqual([]);
});

test("a link in a writable directory shows nothing, by whatever name it is given", async () => {
  const dir = place();
  const [workspace, secret] = [join(dir, "root"), join(dir, "secret")];
  mkdirSync(join(workspace, "bin"), { recursive: true });
  writeFileSync(secret, "");
  for (const link of ["bin/tool", "tool"]) symlinkSync(secret, join(workspace, link));
  const readable = [join(workspace, "tool"), join(workspace, "bin")];
  expect(await shownPaths({ readable, writable: [workspace] }, [])).toEqual([]);
});

test("a directory is within itself and those above, not in one whose name it continues", () => {
  expect([isWithin("/a", "/a"), isWithin("/a/b", "/a"), isWithin("/a", "/"), isWithin("/ab", "/a")]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
