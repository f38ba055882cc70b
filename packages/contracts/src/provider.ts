/** Where a key comes from. The key itself enters no plan. */
export type KeyOrigin =
  | { readonly env: string }
  | { readonly file: string }
  /** What the program prints; asked again after `everyMs`. */
  | { readonly command: readonly [string, ...string[]]; readonly everyMs?: number | undefined };

/** A cloud that serves the models of others in a way of its own. */
export type ModelCloud =
  | { readonly kind: "bedrock"; readonly region: string }
  | { readonly kind: "vertex"; readonly region: string; readonly project: string };

/** How a plan says where a provider is and how one logs in. Null is not said: what is known of the provider's id holds. */
export interface PlannedProvider {
  readonly id: string;
  readonly baseUrl: string | null;
  readonly key: KeyOrigin | null;
  /** The header that carries the key, and how. */
  readonly scheme: "bearer" | "x-api-key" | "x-goog-api-key" | "api-key" | null;
  readonly headers: Readonly<Record<string, string | KeyOrigin>>;
  /** `agent`: its own login is passed through, and what it costs is notional. */
  readonly login: "gateway" | "agent";
  /** Path of a PEM file with a further certificate authority. */
  readonly ca: string | null;
  /** Absent: it is none. */
  readonly cloud?: ModelCloud | undefined;
  /** Of Bedrock: a program that prints a login as a `credential_process` does. Absent: it is in the variables of AWS, unless there is a key. */
  readonly credentials?: { readonly command: readonly [string, ...string[]] } | undefined;
}
