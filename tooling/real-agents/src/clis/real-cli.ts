import type { AgentAdapter, TokenUsage } from "@scylla/contracts";
import type { ToolCall } from "@scylla-tooling/llm-server";

/** USD per million tokens, as the public list has them. */
export interface ListPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite?: number;
}

interface Forbidden {
  /** Files of the repository. */
  readonly repository?: Readonly<Record<string, string>>;
  /** What a shell does before the CLI starts. */
  readonly before?: string;
}

/** What a test needs to know of a CLI. */
export interface RealCli {
  /** What people start. */
  readonly command: string;
  /** Of the npm package whose pinned version is the one that the adapter was tried with. */
  readonly package: string;
  /** Where its program is below `node_modules`, without what an install script would have made; the first that exists. */
  readonly programs: readonly string[];
  readonly adapter: (options: { readonly executable: string }) => AgentAdapter;
  /** Seconds within which it has asked its model, on a busy machine too. */
  readonly startsWithin: number;
  readonly provider: string;
  /** Where the provider is a cloud: its members, as in experiment.yaml. Its login is where that kind of cloud has it. */
  readonly cloud?: string;
  /** Where people keep the provider's key. */
  readonly keyVariable: string;
  readonly model: string;
  readonly price: ListPrice;
  /** Tools as the CLI names them. */
  readonly shell: (command: string) => ToolCall;
  readonly mcp: (server: string, tool: string, input: Readonly<Record<string, string>>) => ToolCall;
  /** How the CLI opens a skill. */
  readonly skill: (name: string) => ToolCall;
  /** Where it finds skills in a workspace. */
  readonly skills: string;
  /** How it is forbidden to remove files, by its own means. */
  readonly forbidden: Forbidden;
  /** What a shell does first so that it gives up on its provider at once, and not after minutes; absent where it has no such setting. */
  readonly hurry?: string;
  /** What of a call's usage its protocol can tell. */
  readonly usage: (usage: Required<TokenUsage>) => TokenUsage;
  /** Files in the operator's home and above a workspace that it would read if it could, all with this text. */
  readonly operatorFiles: (text: string) => Readonly<Record<string, string>>;
}

/** A platform's own package, as install scripts name it. */
export function platformPackage(name: string): readonly string[] {
  const base = `${name}-${process.platform}-${process.arch}`;
  return [base, `${base}-musl`];
}
