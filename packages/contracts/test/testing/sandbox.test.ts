import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "@scylla/contracts";
import { recordingSandbox, sandboxConformance } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { failures } from "../fixtures/failures.ts";
import { naiveProcessRunner } from "../fixtures/naive-process-runner.ts";

/** The cases over a sandbox, with the plainest process runner: none of those looked at here needs more. */
function casesOf(sandbox: Sandbox, names: RegExp) {
  const cases = sandboxConformance({
    open: async () => {
      const place = await realpath(await mkdtemp(join(tmpdir(), "scylla-sandbox-")));
      const [inside, outside] = [join(place, "inside"), join(place, "outside")];
      for (const directory of [inside, outside]) await mkdir(directory);
      return {
        sandbox,
        processes: naiveProcessRunner(),
        inside,
        outside,
        path: process.env["PATH"] ?? "",
        reach: "true",
        write: (file, text) => writeFile(file, text),
        read: (file) => readFile(file, "utf8").catch(() => null),
        dispose: () => rm(place, { recursive: true, force: true }),
      };
    },
  });
  return cases.filter(({ name }) => names.test(name));
}

test("a sandbox that confines nothing passes as `none`, and is noticed when it claims more", async () => {
  expect(await failures(casesOf(recordingSandbox(), /claims/))).toEqual([]);
  const boasting = recordingSandbox({ kind: "box", isolation: "everything" });
  expect(await failures(casesOf(boasting, /claims/))).toEqual([
    "what claims to confine shows nothing of other directories",
    "what claims to confine changes nothing outside",
    "what claims to confine lets no link lead out",
    "what claims to confine changes nothing that may only be read",
    "what claims to confine shows no other process",
    "what claims to confine ends also what has left its session and emptied its environment",
    "what claims to confine lets nobody out into the network",
  ]);
  const silent = recordingSandbox({ kind: "box" });
  expect(await failures(casesOf(silent, /claims nothing/))).toHaveLength(1);
});

const LISTS = /taken literally|line for the shell/;

test.each<readonly [defect: string, cases: RegExp, notices: string, change: Partial<Sandbox>]>([
  [
    "joins arguments",
    LISTS,
    "a list stays a program and its arguments, taken literally",
    confining(({ command }) => ({ command: typeof command === "string" ? command : command.join(" ") })),
  ],
  [
    "swallows exit codes",
    LISTS,
    "a string stays a line for the shell, and its exit code comes through",
    confining(({ command }) => (typeof command === "string" ? { command: `(${command}); true` } : {})),
  ],
  [
    "hides that a program was killed",
    /is killed/,
    "a program that is killed does not pass for one that ended by itself",
    confining(({ command }) => ({ command: ["sh", "-c", '"$@"; exit $?', "sh", ...command] })),
  ],
  [
    "starts elsewhere",
    /directory given/,
    "it runs in the directory given, with the environment given and the token",
    confining(() => ({ cwd: "/" })),
  ],
  [
    "works on a copy",
    /shared with the outside/,
    "what may be written to is shared with the outside, under the same path",
    confining(() => ({ cwd: tmpdir() })),
  ],
])("a sandbox that %s is noticed", async (_defect, cases, notices, change) => {
  expect(await failures(casesOf({ ...recordingSandbox(), ...change }, cases))).toContain(notices);
});

type Confined = Partial<Pick<Awaited<ReturnType<Sandbox["confine"]>>, "command" | "cwd" | "env">>;

function confining(change: (launch: Parameters<Sandbox["confine"]>[0]) => Confined): Partial<Sandbox> {
  return {
    confine: async (launch) => {
      const { command, cwd, env } = launch;
      return { command, cwd, env, ...change(launch), [Symbol.asyncDispose]: async () => {} };
    },
  };
}

test("launches are remembered, and open until they are released", async () => {
  const sandbox = recordingSandbox();
  const launch = { command: "true", cwd: "/", env: {}, writable: [], readable: [], network: [], token: "t" };
  const confined = await sandbox.confine(launch, new AbortController().signal);
  expect([sandbox.launches, sandbox.open.size]).toEqual([[launch], 1]);
  await confined[Symbol.asyncDispose]();
  await confined[Symbol.asyncDispose]();
  expect(sandbox.open.size).toBe(0);
});
