import assert from "node:assert/strict";
import { launchOf } from "../launch.ts";
import { PORTS } from "../port.ts";
import type { ProcessRequest, ProcessResult, ProcessRunner } from "../ports/process-runner.ts";
import type { Launch, Sandbox } from "../ports/sandbox.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";

export interface OpenSandbox extends Disposable {
  readonly sandbox: Sandbox;
  /** What starts the confined launches. */
  readonly processes: ProcessRunner;
  /** A PATH with the usual programs of a POSIX system. */
  readonly path: string;
  /** Two empty directories, absolute and without links: programs are given the first, and know the path of the second. */
  readonly inside: string;
  readonly outside: string;
  /** Exits with 0 when it got through to a listener on this machine, which is not among the hosts that it may reach. */
  readonly reach: Launch["command"];
  write(file: string, text: string): Promise<void>;
  /** A file's text; null when there is none. */
  read(file: string): Promise<string | null>;
}

const NEVER = new AbortController().signal;
let tokens = 0;

function launch(subject: OpenSandbox, command: Launch["command"], rest: Partial<Launch> = {}): Launch {
  const { path, inside } = subject;
  const token = `sandbox-${Date.now()}-${Math.random()}-${tokens++}`;
  const plain = { command, cwd: inside, env: { PATH: path }, writable: [inside], network: [], token };
  return { ...launchOf(plain), ...rest };
}

/** Confines, runs and releases, as the runner does. */
async function run(
  { sandbox, processes }: Pick<OpenSandbox, "sandbox" | "processes">,
  asked: Launch,
  rest: Partial<ProcessRequest> = {},
): Promise<ProcessResult> {
  await using confined = await sandbox.confine(asked, NEVER);
  const { command, cwd, env } = confined;
  return processes.run({ command, cwd, env, token: asked.token, outputCap: 1_000_000, ...rest }, NEVER);
}

const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString("utf8");
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What every sandbox must do, with `sh`, `sleep`, `cat` and `env` of the machine. What claims to confine must confine. */
export function sandboxConformance(setup: { open(): Promise<OpenSandbox> }): readonly ConformanceCase[] {
  return conformanceCases(() => setup.open(), {
    "it says which version of the port it speaks, and `none` is the one that claims nothing": async ({ sandbox }) => {
      assert.equal(sandbox.port, PORTS.sandbox);
      assert.match(sandbox.kind, /^[a-z][a-z0-9-]*$/);
      assert.equal(sandbox.isolation === null, sandbox.kind === "none");
      assert.notEqual(sandbox.isolation, "");
    },

    "a list stays a program and its arguments, taken literally": async (subject) => {
      const { exit, stdout } = await run(subject, launch(subject, ["printf", "%s|", "a b", "$HOME", "*", "'\"", ""]));
      assert.deepEqual(exit, { kind: "exited", code: 0 });
      assert.equal(text(stdout.bytes), "a b|$HOME|*|'\"||");
    },

    "a string stays a line for the shell, and its exit code comes through": async (subject) => {
      const { exit, stdout, stderr } = await run(
        subject,
        launch(subject, "printf 'o ut' | tr -d ' '; printf err >&2; exit 3"),
      );
      assert.deepEqual(exit, { kind: "exited", code: 3 });
      assert.deepEqual([text(stdout.bytes), text(stderr.bytes)], ["out", "err"]);
    },

    "it runs in the directory given, with the environment given and the token": async (subject) => {
      const asked = launch(subject, "pwd; env", { env: { PATH: subject.path, GIVEN: "a=b 'c'" } });
      const [where, ...lines] = text((await run(subject, asked)).stdout.bytes)
        .trimEnd()
        .split("\n");
      assert.equal(where, subject.inside);
      for (const line of ["GIVEN=a=b 'c'", `SCYLLA_TOKEN=${asked.token}`]) assert.ok(lines.includes(line), line);
    },

    "standard input arrives, whatever its size": async (subject) => {
      const stdin = "line\n".repeat(50_000);
      const { stdout } = await run(subject, launch(subject, ["cat"]), { stdin });
      assert.ok(text(stdout.bytes) === stdin, "other bytes came than were given");
    },

    "what may be written to is shared with the outside, under the same path": async (subject) => {
      const { inside, write, read } = subject;
      await write(`${inside}/before`, "given");
      const { exit } = await run(subject, launch(subject, `cat '${inside}/before' > after && rm before`));
      assert.deepEqual(exit, { kind: "exited", code: 0 });
      assert.deepEqual([await read(`${inside}/after`), await read(`${inside}/before`)], ["given", null]);
    },

    "a file that the command may read is there": async (subject) => {
      const { outside, write } = subject;
      await write(`${outside}/agent`, "printf 'of the agent'");
      const { stdout } = await run(subject, launch(subject, ["sh", `${outside}/agent`]));
      assert.equal(text(stdout.bytes), "of the agent");
    },

    "a program that is not there fails, and does not pass for one that ran": async (subject) => {
      const { exit } = await run(subject, launch(subject, ["no-such-program-anywhere"]));
      assert.notDeepEqual(exit, { kind: "exited", code: 0 });
    },

    "at its time limit it is ended with all its children, also those that ignore TERM": async (subject) => {
      const marker = `${subject.inside}/survived`;
      const stubborn = `(trap '' TERM; sleep 2; : > '${marker}') & trap '' TERM; while :; do sleep 0.1; done`;
      const { exit, durationMs } = await run(subject, launch(subject, stubborn), { timeMs: 300 });
      assert.deepEqual(exit, { kind: "timed-out" });
      assert.ok(durationMs < 5000, `it took ${durationMs} ms`);
      await pause(2300);
      assert.equal(await subject.read(marker), null, "a child survived");
    },

    "what it leaves running is dead when it has ended": async (subject) => {
      const marker = `${subject.inside}/survived`;
      const { exit } = await run(subject, launch(subject, `(sleep 1; : > '${marker}') >/dev/null 2>&1 & exit 0`));
      assert.deepEqual(exit, { kind: "exited", code: 0 });
      await pause(1300);
      assert.equal(await subject.read(marker), null, "it survived");
    },

    "confinements at once do not disturb each other, and releasing one leaves the others": async (subject) => {
      const { sandbox } = subject;
      await using idle = await sandbox.confine(launch(subject, ["true"]), NEVER);
      const said = [1, 2, 3].map((n) => run(subject, launch(subject, `sleep 0.2; printf ${n}`)));
      await idle[Symbol.asyncDispose]();
      assert.deepEqual(
        (await Promise.all(said)).map(({ exit, stdout }) => [exit.kind, text(stdout.bytes)]),
        [1, 2, 3].map((n) => ["exited", String(n)]),
      );
    },

    "nothing is reaped that is not there": async ({ sandbox }) => {
      assert.equal(await sandbox.reap(new Set(["nobody's"])), 0);
      assert.equal(await sandbox.reap(new Set()), 0);
    },

    "what claims to confine shows nothing of other directories": async (subject) => {
      if (subject.sandbox.isolation === null) return;
      await subject.write(`${subject.outside}/secret`, "of another run");
      const { stdout } = await run(
        subject,
        launch(subject, `cat '${subject.outside}/secret'; ls -a '${subject.outside}'`),
      );
      assert.doesNotMatch(text(stdout.bytes), /secret|another run/);
    },

    "what claims to confine changes nothing outside": async (subject) => {
      if (subject.sandbox.isolation === null) return;
      const { outside, read, write } = subject;
      await write(`${outside}/theirs`, "before");
      await run(
        subject,
        launch(subject, `echo after > '${outside}/theirs'; : > '${outside}/new'; rm -rf '${outside}'`),
      );
      assert.deepEqual([await read(`${outside}/theirs`), await read(`${outside}/new`)], ["before", null]);
    },

    "what claims to confine lets nobody out into the network": async (subject) => {
      if (subject.sandbox.isolation === null) return;
      const { exit } = await run(subject, launch(subject, subject.reach), { timeMs: 10_000 });
      assert.notDeepEqual(exit, { kind: "exited", code: 0 }, "it got through");
    },
  });
}
