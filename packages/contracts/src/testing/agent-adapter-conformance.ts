import assert from "node:assert/strict";
import { OUTCOME_POLICY } from "../outcome.ts";
import { PORTS } from "../port.ts";
import type { AgentAdapter, AgentReport, AgentRequest } from "../ports/agent.ts";
import type { ProcessExit, ProcessResult } from "../ports/process-runner.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";

export interface OpenAgentAdapter extends Disposable {
  readonly adapter: AgentAdapter;
  /** Something that the adapter can be asked for. */
  readonly request: AgentRequest;
  /** What agents of the kind write to stdout, and what it says. One with a rate limit, where the kind can report one. */
  readonly outputs: readonly { readonly stdout: Uint8Array; readonly report: AgentReport }[];
}

const SILENT: AgentReport = { usage: null, costUsd: null, model: null, rateLimit: null };

/** Nothing a shell, a JSON parser or a line reader would leave alone. */
const PROMPT = 'Fix it.\n\n\'quoted\' "twice" $HOME `id` \\ {"type":"result"} 429 ünï\n';

function parsed(adapter: AgentAdapter, chunks: Iterable<Uint8Array>): AgentReport {
  const parser = adapter.parser();
  for (const chunk of chunks) parser.push(chunk);
  return parser.end();
}

function* inPieces(bytes: Uint8Array, size: number): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

function ended(exit: ProcessExit): ProcessResult {
  const output = { bytes: null, file: null, total: 0, truncated: false };
  return { exit, durationMs: 10, stdout: output, stderr: output, leftovers: 0 };
}

/** What every agent adapter must do. */
export function agentAdapterConformance(setup: { open(): Promise<OpenAgentAdapter> }): readonly ConformanceCase[] {
  return conformanceCases(() => setup.open(), {
    "it says which version of the port it speaks, and its kind": async ({ adapter }) => {
      assert.equal(adapter.port, PORTS.agent);
      assert.notEqual(adapter.kind, "");
    },

    "asked again, the version is the same": async ({ adapter, request }) => {
      assert.deepEqual(await adapter.version(request.agent), await adapter.version(request.agent));
    },

    "equal requests give equal launches": async ({ adapter, request }) => {
      assert.deepEqual(adapter.plan(structuredClone(request)), adapter.plan(request));
    },

    "the prompt is given as it is, on standard input or as one argument": async ({ adapter, request }) => {
      const { stdin, command } = adapter.plan({ ...request, prompt: PROMPT });
      const places = [stdin ?? "", ...(typeof command === "string" ? [] : command)];
      assert.ok(
        places.some((place) => place.includes(PROMPT)),
        "the prompt's text is nowhere in the launch",
      );
    },

    "a launch leaves to the runner what is the runner's": async ({ adapter, request }) => {
      const { env } = adapter.plan(request);
      for (const name of ["HOME", "TMPDIR", "PATH", "SCYLLA_TOKEN"]) assert.ok(!(name in env), name);
    },

    "an output says the same in whatever pieces it comes": async ({ adapter, outputs }) => {
      for (const { stdout, report } of outputs)
        for (const size of [stdout.length || 1, 7, 1])
          assert.deepEqual(parsed(adapter, inPieces(stdout, size)), report, `in pieces of ${size}`);
    },

    "parsers do not know of each other": async ({ adapter, outputs }) => {
      for (const { stdout, report } of outputs) {
        const silent = adapter.parser();
        assert.deepEqual(parsed(adapter, [stdout]), report);
        assert.deepEqual(silent.end(), SILENT);
      }
    },

    "silence says nothing, and unknown is not 0": async ({ adapter }) => {
      assert.deepEqual(parsed(adapter, []), SILENT);
      assert.deepEqual(parsed(adapter, [new Uint8Array()]), SILENT);
    },

    "what is not its format says nothing, and is no error": async ({ adapter }) => {
      const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 151) % 256);
      for (const bytes of [noise, Buffer.from("{"), Buffer.from("[]\nnull\n7\n"), Buffer.from('{"type":7}\n')])
        assert.deepEqual(parsed(adapter, [bytes]), SILENT);
    },

    "an agent's words are no events": async ({ adapter }) => {
      const words = Buffer.from("Error 429: rate limit exceeded, retry after 60 seconds. Overloaded (529).\n");
      const report = parsed(adapter, [words]);
      assert.deepEqual(report, SILENT);
      assert.notEqual(adapter.classify(report, ended({ kind: "exited", code: 0 })).outcome, "rate_limited");
    },

    "the end of a process decides where nothing else is known": async ({ adapter }) => {
      const outcome = (exit: ProcessExit) => adapter.classify(SILENT, ended(exit)).outcome;
      assert.equal(outcome({ kind: "timed-out" }), "timeout");
      assert.equal(outcome({ kind: "aborted" }), "aborted");
      assert.equal(outcome({ kind: "signaled", signal: "SIGKILL" }), "infra_error");
      assert.equal(outcome({ kind: "not-started", code: "ENOENT", message: "no such file" }), "infra_error");
      // An agent that announces its start, and did not, never began: that is no fault of its set-up.
      assert.ok(["agent_error", "infra_error"].includes(outcome({ kind: "exited", code: 3 })));
    },

    "an agent that reports and ends well is scored": async ({ adapter, outputs }) => {
      for (const { report } of outputs.filter((one) => one.report.rateLimit === null)) {
        const { outcome } = adapter.classify(report, ended({ kind: "exited", code: 0 }));
        assert.ok(OUTCOME_POLICY[outcome].scored, outcome);
      }
    },

    "a structured rate limit decides over the exit code": async ({ adapter, outputs }) => {
      for (const { report } of outputs.filter((one) => one.report.rateLimit !== null))
        assert.equal(adapter.classify(report, ended({ kind: "exited", code: 1 })).outcome, "rate_limited");
    },

    "a reason is one line": async ({ adapter }) => {
      const exit: ProcessExit = { kind: "not-started", code: "EACCES", message: "not\nallowed" };
      assert.doesNotMatch(adapter.classify(SILENT, ended(exit)).reason ?? "", /\n/);
    },
  });
}
