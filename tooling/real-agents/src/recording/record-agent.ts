import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { AgentAdapter, AgentRequest, GatewayFacts, ProcessExit } from "@scylla/contracts";
import { trimRequest } from "./trim-request.ts";

/** Everything from which an adapter concludes how a run ended. */
export interface Recording {
  readonly version: string | undefined;
  readonly request: AgentRequest;
  readonly exit: ProcessExit;
  readonly stdout: string;
  readonly stderr: string;
  readonly gateway: GatewayFacts | null;
}

export interface RecordingPlace {
  /** Where the recording of a run is written; null for one that is not recorded. */
  readonly fileOf: (request: AgentRequest) => string | null;
  /** Directories whose names belong to this machine, and what stands for each. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** The same adapter, which writes down what it is shown of each run. */
export function recordAgent(agent: AgentAdapter, { fileOf, hidden }: RecordingPlace): AgentAdapter {
  const outputs = new Map<AgentRequest, { readonly stdout: Uint8Array[]; readonly stderr: Uint8Array[] }>();
  const written = new Set<string>();
  return {
    ...agent,
    parser: (request) => {
      const parser = agent.parser(request);
      const output: { stdout: Uint8Array[]; stderr: Uint8Array[] } = { stdout: [], stderr: [] };
      if (request) outputs.set(request, output);
      return {
        ...parser,
        push: (chunk) => {
          output.stdout.push(Uint8Array.from(chunk));
          parser.push(chunk);
        },
        pushErrors: (chunk) => {
          output.stderr.push(Uint8Array.from(chunk));
          parser.pushErrors?.(chunk);
        },
      };
    },
    classify: (report, result, context) => {
      const output = context && outputs.get(context.request);
      const file = context && fileOf(context.request);
      if (output && file && !written.has(file)) {
        written.add(file);
        const { request, gateway } = context;
        const recording: Recording = {
          ...{ version: agent.testedVersion, request: { ...request, endpoint: undefined }, exit: result.exit },
          stdout: Buffer.concat(output.stdout).toString("utf8"),
          stderr: Buffer.concat(output.stderr).toString("utf8"),
          gateway: gateway && { ...gateway, firstRequests: gateway.firstRequests.map(trimRequest) },
        };
        const hide = (text: string): string =>
          Object.entries(hidden).reduce((left, [dir, name]) => left.replaceAll(dir, name), text);
        save(file, `${hide(JSON.stringify(recording, null, 1))}\n`);
      }
      return agent.classify(report, result, context);
    },
  };
}

function save(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
