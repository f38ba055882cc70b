import { type Digest, digestOf, type Json } from "./digest.ts";

/** A file by value. Text is UTF-8; anything else is carried as base64, so that the value stays JSON. */
export interface FileValue {
  /** Relative, `/`-separated, no `..`. */
  readonly path: string;
  readonly executable: boolean;
  readonly content: { readonly text: string } | { readonly base64: string };
}

export type Instructions =
  | { readonly kind: "none" }
  /** The repo's own instruction files stay. */
  | { readonly kind: "repo" }
  | { readonly kind: "text"; readonly text: string };

export type ToolPolicy =
  | { readonly kind: "default" }
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  | { readonly kind: "only"; readonly names: readonly string[] };

export type SystemPrompt =
  | { readonly kind: "default" }
  | { readonly kind: "empty" }
  | { readonly kind: "replace"; readonly text: string }
  | { readonly kind: "append"; readonly text: string };

export type Thinking = "off" | "low" | "medium" | "high" | "max";

export interface Skill {
  readonly name: string;
  /** Relative to the skill's directory; holds a SKILL.md. */
  readonly files: readonly FileValue[];
}

export interface Subagent {
  readonly name: string;
  readonly text: string;
}

export interface McpServer {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly pin: string;
}

/**
 * What a set-up asks for, by value: every reference is already replaced by its content.
 * An absent member means "not specified"; lists are sorted by name, names are unique.
 */
export interface ResourceSpec {
  readonly instructions?: Instructions | undefined;
  readonly skills?: readonly Skill[] | undefined;
  readonly subagents?: readonly Subagent[] | undefined;
  readonly mcp?: readonly McpServer[] | undefined;
  readonly tools?: ToolPolicy | undefined;
  readonly systemPrompt?: SystemPrompt | undefined;
  readonly thinking?: Thinking | undefined;
  readonly model?: string | undefined;
}

/** A command agent's program, as it identifies a treatment: as written, with the content of the files it names. */
export interface ProgramIdentity {
  readonly command: string | readonly string[];
  readonly files: readonly { readonly arg: string; readonly digest: Digest }[];
}

/** A subtest resolved for one agent: everything given to the agent, frozen. Its digest is its identity. */
export interface Treatment {
  readonly schema: "treatment/1";
  readonly agent: {
    readonly kind: string;
    readonly model: string | null;
    readonly program: ProgramIdentity | null;
    readonly env: readonly string[];
  };
  readonly resources: {
    readonly instructions: Instructions;
    readonly skills: readonly Skill[];
    readonly subagents: readonly Subagent[];
    readonly mcp: readonly McpServer[];
    readonly tools: ToolPolicy;
    readonly systemPrompt: SystemPrompt;
    readonly thinking: Thinking | null;
  };
}

export function treatmentDigest(treatment: Treatment): Digest {
  return digestOf(treatment as unknown as Json);
}

/** What a treatment puts into a workspace, and what it takes out of it. */
export interface Delivery {
  readonly files: readonly FileValue[];
  /** Foreign instruction files, as patterns over the repo's paths; empty when the treatment keeps the repo's own. */
  readonly scrub: readonly string[];
}
