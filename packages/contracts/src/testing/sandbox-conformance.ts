import assert from "node:assert/strict";
import { isScyllaError } from "../errors.ts";
import { PORTS } from "../port.ts";
import { type ConformanceCase, conformanceCases } from "./conformance-case.ts";
import { confinementCases } from "./sandbox-confinement.ts";
import { launch, NEVER, type OpenSandbox, pause, run, stillBeating, text } from "./sandbox-launching.ts";

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

    "a program that is not there is refused or fails, and does not pass for one that ran": async (subject) => {
      const ended = await run(subject, launch(subject, ["no-such-program-anywhere"])).catch((error: unknown) => error);
      if (ended instanceof Error) assert.ok(isScyllaError(ended), ended.message);
      else assert.notDeepEqual(ended, { kind: "exited", code: 0 });
    },

    "a program that is killed does not pass for one that ended by itself": async (subject) => {
      const { exit } = await run(subject, launch(subject, ["sh", "-c", "kill -KILL $$; exit 99"]));
      // The first process of a namespace of its own can't be killed from inside.
      const survived = exit.kind === "exited" && exit.code === 99;
      if (!survived) assert.deepEqual(exit, { kind: "signaled", signal: "SIGKILL" });
    },

    "when it is stopped it is told first, and what it says then arrives": async (subject) => {
      const stop = new AbortController();
      const polite = "trap 'printf told; exit 0' TERM; printf ready-; while :; do sleep 0.05; done";
      const onStdout = (): void => stop.abort();
      const { exit, stdout } = await run(subject, launch(subject, polite), { onStdout }, stop.signal);
      assert.deepEqual([exit, text(stdout.bytes)], [{ kind: "aborted" }, "ready-told"]);
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

    "daemons, sessions of their own and what ignores TERM are dead within a second of its end": async (subject) => {
      const left = "(sh beat daemon &); sh beat child & command -v setsid && setsid sh beat session &";
      assert.deepEqual(await stillBeating(subject, left), []);
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

    ...confinementCases,
  });
}
