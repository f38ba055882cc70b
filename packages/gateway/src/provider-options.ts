import type { ModelCloud } from "@scylla/contracts";
import type { AwsCredentialSource } from "./aws/credentials.ts";
import type { KeySource } from "./keys/key-source.ts";

/** The header that carries a key, and how. */
export type KeyScheme = "bearer" | "x-api-key" | "x-goog-api-key" | "api-key";

export interface ProviderOptions {
  /** How routes, facts and prices name it: lower-case letters, digits, `-`. */
  readonly id: string;
  /** Where it is, without the path that clients add: `https://api.openai.com`, `https://llm.example.org/anthropic`. */
  readonly baseUrl: string;
  /** Absent: it needs none, or `headers` hold it. */
  readonly key?: KeySource | undefined;
  readonly scheme?: KeyScheme | undefined;
  /** Set on every request, in place of any that the agent sends. */
  readonly headers?: Readonly<Record<string, string | KeySource>> | undefined;
  /**
   * `agent`: the agent's own login is passed through, as with a subscription whose credentials lie in a private copy of the CLI's files.
   * What it costs is then notional, and the provider's terms are the user's to keep.
   */
  readonly login?: "gateway" | "agent" | undefined;
  /** What shares a quota: the `key` of rate signals. By default the id. */
  readonly rateKey?: string | undefined;
  /** PEM of a further certificate authority, for a company's own proxy. */
  readonly ca?: string | undefined;
  /** Agents are told of it, since they ask a cloud in another way. Requests to Bedrock are signed for its region. */
  readonly cloud?: ModelCloud | undefined;
  /** Of Bedrock, where there is no `key`. */
  readonly credentials?: AwsCredentialSource | undefined;
}
