import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseSandbox, detectSandboxes, processRunner } from "@scylla/workspace";
import { expect, test } from "vitest";
import { bwrapHere } from "../fixtures/bwrap-here.ts";
import { place } from "../fixtures/places.ts";

const NOWHERE = "/nonexistent";

/** A PATH with a bwrap that does what this script says. */
function fakeBwrap(script: string): string {
  const dir = place();
  writeFileSync(join(dir, "bwrap"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(dir, "bwrap"), 0o755);
  return dir;
}

const FORBIDDEN = "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1";

test("without bwrap, `auto` has no sandbox, and those that ask for one are refused with what to do", async () => {
  const path = NOWHERE;
  expect((await chooseSandbox("auto", { path })).kind).toBe("none");
  for (const asked of ["bwrap", "required"]) {
    await expect(chooseSandbox(asked, { path })).rejects.toMatchObject({
      code: "SANDBOX_UNAVAILABLE",
      message: "the sandbox bwrap can't be used here: bubblewrap is not installed",
      hint: expect.stringMatching(/apt install bubblewrap.*`sandbox: none`/),
    });
  }
});

test("a bwrap that may not do what it is for is as good as none, and its own words are reported", async () => {
  const path = fakeBwrap(FORBIDDEN);
  expect((await chooseSandbox("auto", { path })).kind).toBe("none");
  await expect(chooseSandbox("required", { path })).rejects.toMatchObject({
    code: "SANDBOX_UNAVAILABLE",
    message: "the sandbox bwrap can't be used here: bwrap says: setting up uid map: Permission denied",
  });
});

test("a bwrap that claims success and starts nothing is not believed", async () => {
  await expect(chooseSandbox("bwrap", { path: fakeBwrap("exit 0") })).rejects.toMatchObject({
    code: "SANDBOX_UNAVAILABLE",
  });
});

test("`auto` stays with what stored cells have, whatever was installed or removed since", async () => {
  const keep = processRunner().isolation;
  expect((await chooseSandbox("auto", { keep })).kind).toBe("none");
  await expect(chooseSandbox("auto", { keep: "bwrap", path: NOWHERE })).rejects.toMatchObject({
    code: "SANDBOX_UNAVAILABLE",
  });
  if (bwrapHere.works) expect(await chooseSandbox("auto", { keep: "bwrap" })).toMatchObject({ kind: "bwrap" });
});

test("where bwrap works, everybody but `none` gets it", async () => {
  if (!bwrapHere.works) {
    await expect(chooseSandbox("required")).rejects.toMatchObject({ code: "SANDBOX_UNAVAILABLE" });
    return;
  }
  for (const asked of ["auto", "bwrap", "required"]) {
    expect(await chooseSandbox(asked)).toMatchObject({ kind: "bwrap", isolation: "bwrap", confinesNetwork: true });
  }
  expect(await chooseSandbox("none")).toMatchObject({ kind: "none", isolation: null, confinesNetwork: false });
});

test("a kind that nobody knows is refused by name", async () => {
  await expect(chooseSandbox("jail")).rejects.toMatchObject({
    code: "SANDBOX_UNAVAILABLE",
    message: "the sandbox jail can't be used here: there is no sandbox of that kind",
  });
});

test("what can be asked for is listed with why it doesn't work", async () => {
  const found = await detectSandboxes({ path: fakeBwrap(FORBIDDEN) });
  expect(found).toMatchObject([
    { kind: "bwrap", works: false, isInstalled: true, reason: expect.stringContaining("uid map") },
    { kind: "docker", works: false, isInstalled: false, reason: "docker is not installed" },
    { kind: "podman", works: false, isInstalled: false, reason: "podman is not installed" },
  ]);
});
