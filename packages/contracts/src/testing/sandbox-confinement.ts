import assert from "node:assert/strict";
import { isScyllaError } from "../errors.ts";
import { launch, type OpenSandbox, printed, run, stillBeating } from "./sandbox-launching.ts";

type Case = (subject: OpenSandbox) => Promise<void>;

/** Cases for what claims to confine; what claims nothing passes. */
export const confinementCases: Readonly<Record<string, Case>> = claiming({
  "what claims to confine shows nothing of other directories": async (subject) => {
    await subject.write(`${subject.outside}/secret`, "of another run");
    const line = `cat '${subject.outside}/secret'; ls -a '${subject.outside}'`;
    assert.doesNotMatch(await printed(subject, line), /secret|another run/);
  },

  "what claims to confine changes nothing outside": async (subject) => {
    const { outside, read, write } = subject;
    await write(`${outside}/theirs`, "before");
    await printed(subject, `echo after > '${outside}/theirs'; : > '${outside}/new'; rm -rf '${outside}'`);
    assert.deepEqual([await read(`${outside}/theirs`), await read(`${outside}/new`)], ["before", null]);
  },

  "what claims to confine lets no link lead out": async (subject) => {
    const { inside, outside, read, write } = subject;
    await write(`${outside}/secret`, "of another run");
    const line = `ln -s '${outside}' dir; ln -s '${outside}/secret' file; cat file dir/secret; echo x >> file; : > dir/new`;
    assert.doesNotMatch(await printed(subject, line), /another run/);
    assert.deepEqual([await read(`${outside}/secret`), await read(`${outside}/new`)], ["of another run", null]);
    assert.equal(await read(`${inside}/file`), "of another run", "the link was not made");
  },

  "what claims to confine changes nothing that may only be read": async (subject) => {
    const { outside, read, write } = subject;
    await write(`${outside}/given`, "before");
    const line = `cat '${outside}/given'; echo after > '${outside}/given'; rm -f '${outside}/given'; : > '${outside}/new'`;
    assert.equal(await printed(subject, line, { readable: [outside] }), "before");
    assert.deepEqual([await read(`${outside}/given`), await read(`${outside}/new`)], ["before", null]);
  },

  "what claims to confine shows no other process": async (subject) => {
    const { inside: cwd, path } = subject;
    const marker = `other-${Math.random()}`;
    const stop = new AbortController();
    const request = { command: ["sh", "-c", `echo up; sleep 5; : ${marker}`], cwd, env: { PATH: path }, outputCap: 9 };
    await new Promise<void>((resolve, reject) => {
      const other = subject.processes.run({ ...request, token: marker, onStdout: () => resolve() }, stop.signal);
      other.then(({ exit }) => reject(new Error(`the other process ended: ${exit.kind}`)), reject);
    });
    const seen = await printed(subject, "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ; ps -ef || ps ax");
    stop.abort();
    assert.ok(!seen.includes(marker), "it is seen");
  },

  "what claims to confine ends also what has left its session and emptied its environment": async (subject) => {
    const left = "command -v setsid && env -i PATH=$PATH setsid sh beat nameless & env -i PATH=$PATH sh beat empty &";
    assert.deepEqual(await stillBeating(subject, left), []);
  },

  "what claims to confine lets nobody out into the network": async (subject) => {
    const { exit } = await run(subject, launch(subject, subject.reach), { timeMs: 10_000 });
    assert.notDeepEqual(exit, { kind: "exited", code: 0 }, "it got through");
  },

  "what confines the network leads to the gateway and nowhere else, or refuses": async (subject) => {
    const { gateway, sandbox, reach } = subject;
    if (!sandbox.confinesNetwork || !gateway) return;
    const { socket, port, ask } = gateway;
    const ended = async (command: typeof ask) =>
      run(subject, launch(subject, command, { gateway: { socket, port } }), { timeMs: 10_000 }).then(
        ({ exit }) => exit,
        (error: unknown) => {
          assert.ok(isScyllaError(error), String(error));
          return null;
        },
      );
    const asked = await ended(ask);
    if (asked === null) return;
    assert.deepEqual(asked, { kind: "exited", code: 0 }, "the gateway did not answer");
    assert.notDeepEqual(await ended(reach), { kind: "exited", code: 0 }, "it got through");
  },
});

function claiming(cases: Readonly<Record<string, Case>>): Readonly<Record<string, Case>> {
  const guarded = Object.entries(cases).map(([name, run]): [string, Case] => [
    name,
    async (subject) => {
      if (subject.sandbox.isolation !== null) await run(subject);
    },
  ]);
  return Object.fromEntries(guarded);
}
