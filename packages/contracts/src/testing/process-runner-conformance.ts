import assert from "node:assert/strict";
import { PORTS } from "../port.ts";
import type { ProcessRequest, ProcessResult, ProcessRunner } from "../ports/process-runner.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";

export interface OpenProcessRunner extends Disposable {
  readonly runner: ProcessRunner;
  /** An empty directory, absolute and without links: where programs run and what they may write to. */
  readonly cwd: string;
  /** A PATH with the usual programs of a POSIX system. */
  readonly path: string;
  /** A file's bytes; null when there is none. */
  read(file: string): Promise<Uint8Array | null>;
}

const NEVER = new AbortController().signal;
let tokens = 0;

function request(subject: OpenProcessRunner, command: ProcessRequest["command"], rest: Partial<ProcessRequest> = {}) {
  const { cwd, path } = subject;
  const token = `conformance-${Date.now()}-${Math.random()}-${tokens++}`;
  return { command, cwd, env: { PATH: path }, outputCap: 1_000_000, token, ...rest } satisfies ProcessRequest;
}

function run(
  subject: OpenProcessRunner,
  command: ProcessRequest["command"],
  rest: Partial<ProcessRequest> = {},
  signal = NEVER,
): Promise<ProcessResult> {
  return subject.runner.run(request(subject, command, rest), signal);
}

const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString("utf8");
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What every process runner must do, with `sh`, `sleep`, `cat` and `env` of the machine. */
export function processRunnerConformance(setup: { open(): Promise<OpenProcessRunner> }): readonly ConformanceCase[] {
  return conformanceCases(() => setup.open(), {
    "it says which version of the port it speaks, and what isolates a process": async ({ runner }) => {
      assert.equal(runner.port, PORTS.processRunner);
      assert.notEqual(runner.isolation, "");
    },

    "a list is a program and its arguments, taken literally": async (subject) => {
      const { exit, stdout } = await run(subject, ["printf", "%s|", "a b", "$HOME", "*"]);
      assert.deepEqual(exit, { kind: "exited", code: 0 });
      assert.equal(text(stdout.bytes), "a b|$HOME|*|");
    },

    "a string is a line for the shell": async (subject) => {
      const { exit, stdout } = await run(subject, "printf one && printf two | tr t T; exit 3");
      assert.deepEqual(exit, { kind: "exited", code: 3 });
      assert.equal(text(stdout.bytes), "oneTwo");
    },

    "it runs in the directory given, with nothing but the environment given and the token": async (subject) => {
      const asked = request(subject, "pwd; env | sort", { env: { PATH: subject.path, GIVEN: "yes" } });
      const { stdout } = await subject.runner.run(asked, NEVER);
      const [where, ...lines] = text(stdout.bytes).trimEnd().split("\n");
      assert.equal(where, subject.cwd);
      // Shells set these by themselves.
      const own = lines.filter((line) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(line));
      assert.deepEqual(own, ["GIVEN=yes", `PATH=${subject.path}`, `SCYLLA_TOKEN=${asked.token}`]);
    },

    "standard input holds what was given, whatever its size, and is closed": async (subject) => {
      const stdin = "line\n".repeat(100_000);
      const { stdout } = await run(subject, ["cat"], { stdin });
      assert.equal(stdout.bytes?.length, stdin.length);
      // Not compared as text: the difference of two long texts takes more memory than there may be.
      assert.ok(text(stdout.bytes) === stdin, "other bytes came than were given");
      const bytes = Uint8Array.from([0, 255, 10]);
      assert.deepEqual(Uint8Array.from((await run(subject, ["cat"], { stdin: bytes })).stdout.bytes ?? []), bytes);
    },

    "without input standard input is empty": async (subject) => {
      const { exit, stdout } = await run(subject, ["cat"]);
      assert.deepEqual(exit, { kind: "exited", code: 0 });
      assert.equal(stdout.total, 0);
    },

    "a program that does not read its input is no failure": async (subject) => {
      const { exit } = await run(subject, ["true"], { stdin: "x".repeat(1_000_000) });
      assert.deepEqual(exit, { kind: "exited", code: 0 });
    },

    "output streams are kept apart, and returned as bytes without a directory for them": async (subject) => {
      const { stdout, stderr } = await run(subject, "printf out; printf err >&2");
      assert.equal(text(stdout.bytes), "out");
      assert.equal(text(stderr.bytes), "err");
      for (const output of [stdout, stderr])
        assert.partialDeepStrictEqual(output, { file: null, total: 3, truncated: false });
    },

    "with a directory, output goes to files that exist only when there is any": async (subject) => {
      const { stdout, stderr } = await run(subject, "printf out", { outputDir: subject.cwd });
      assert.equal(stdout.file, `${subject.cwd}/stdout`);
      assert.equal(text(await subject.read(`${subject.cwd}/stdout`)), "out");
      assert.equal(stdout.bytes, null);
      assert.equal(stderr.file, null);
      assert.equal(await subject.read(`${subject.cwd}/stderr`), null);
    },

    "what exceeds the cap is counted and not kept, and does not stop the program": async (subject) => {
      const kept: Uint8Array[] = [];
      const { exit, stdout } = await run(subject, "yes | head -c 300000; printf end >&2", {
        outputCap: 1000,
        onStdout: (chunk) => kept.push(Uint8Array.from(chunk)),
      });
      assert.deepEqual(exit, { kind: "exited", code: 0 });
      const { total, truncated, bytes } = stdout;
      const counts = { total, truncated, bytes: bytes?.length };
      assert.deepEqual(counts, { total: 300_000, truncated: true, bytes: 1000 });
      assert.equal(Buffer.concat(kept).length, 1000);
    },

    "kept chunks are told in order, those of stderr apart": async (subject) => {
      const chunks: Uint8Array[] = [];
      const errors: Uint8Array[] = [];
      const { stdout } = await run(subject, "for i in 1 2 3; do printf $i; sleep 0.05; done; printf no >&2", {
        onStdout: (chunk) => chunks.push(Uint8Array.from(chunk)),
        onStderr: (chunk) => errors.push(Uint8Array.from(chunk)),
      });
      assert.equal(text(Buffer.concat(chunks)), "123");
      assert.equal(text(Buffer.concat(errors)), "no");
      assert.equal(text(stdout.bytes), "123");
    },

    "a program that is not there is a value, not a throw": async (subject) => {
      const { exit, stdout } = await run(subject, ["no-such-program-anywhere"]);
      assert.equal(exit.kind, "not-started");
      assert.equal(exit.code, "ENOENT");
      assert.equal(stdout.total, 0);
    },

    "a signal that was not ours is named": async (subject) => {
      assert.deepEqual((await run(subject, "kill -KILL $$")).exit, { kind: "signaled", signal: "SIGKILL" });
    },

    "at its time limit a program is ended, with what it said until then": async (subject) => {
      const { exit, stdout, durationMs } = await run(subject, "printf early; sleep 30", { timeMs: 300 });
      assert.deepEqual(exit, { kind: "timed-out" });
      assert.equal(text(stdout.bytes), "early");
      assert.ok(durationMs >= 290 && durationMs < 5000, `it took ${durationMs} ms`);
    },

    "a program that ignores TERM is killed soon after": async (subject) => {
      const { exit, durationMs } = await run(subject, "trap '' TERM; while :; do sleep 0.1; done", { timeMs: 200 });
      assert.deepEqual(exit, { kind: "timed-out" });
      assert.ok(durationMs < 4000, `it took ${durationMs} ms`);
    },

    "a program may end in its own way when it is asked to stop; it counts as stopped": async (subject) => {
      const { exit, stdout } = await run(subject, "trap 'printf bye; exit 0' TERM; while :; do sleep 0.05; done", {
        timeMs: 300,
      });
      assert.deepEqual(exit, { kind: "timed-out" });
      assert.equal(text(stdout.bytes), "bye");
    },

    "aborting ends it, also before it began": async (subject) => {
      const stop = new AbortController();
      const running = run(subject, "sleep 30", {}, stop.signal);
      await pause(150);
      stop.abort();
      assert.deepEqual((await running).exit, { kind: "aborted" });
      const marker = `${subject.cwd}/began`;
      assert.deepEqual((await run(subject, `: > '${marker}'`, {}, stop.signal)).exit, { kind: "aborted" });
      assert.equal(await subject.read(marker), null);
    },

    "what a program leaves running is killed and counted": async (subject) => {
      const marker = `${subject.cwd}/survived`;
      const { exit, leftovers } = await run(subject, `(sleep 1; : > '${marker}') >/dev/null 2>&1 & exit 0`);
      assert.deepEqual(exit, { kind: "exited", code: 0 });
      assert.ok(leftovers >= 1, `${leftovers} leftovers were seen`);
      await pause(1300);
      assert.equal(await subject.read(marker), null, "it survived");
    },

    "what holds the output open does not keep the result waiting": async (subject) => {
      const { durationMs, stdout } = await run(subject, "sleep 20 & printf done");
      assert.equal(text(stdout.bytes), "done");
      assert.ok(durationMs < 10_000, `it took ${durationMs} ms`);
    },

    "processes are found by their token and killed, and nobody else is": async (subject) => {
      const { runner } = subject;
      const mine = request(subject, "sleep 30");
      const other = request(subject, "sleep 1; printf done");
      const both = Promise.all([runner.run(mine, NEVER), runner.run(other, NEVER)]);
      await pause(200);
      assert.ok((await runner.reap(new Set([mine.token]))) >= 1);
      const [killed, left] = await both;
      assert.deepEqual(killed.exit, { kind: "signaled", signal: "SIGKILL" });
      assert.equal(text(left.stdout.bytes), "done");
      assert.equal(await runner.reap(new Set([mine.token])), 0);
      assert.equal(await runner.reap(new Set()), 0);
    },

    "programs run beside each other": async (subject) => {
      const begun = performance.now();
      await Promise.all([1, 2, 3, 4].map(() => run(subject, "sleep 0.5")));
      assert.ok(performance.now() - begun < 1900, "they waited for each other");
    },
  });
}
