import { ScyllaError } from "@scylla/contracts";
import { keptKey } from "./keys/kept-key.ts";
import type { Environment, KeySource } from "./keys/key-source.ts";

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
}

type Preset = Partial<ProviderOptions>;

/** The key is in `ANTHROPIC_API_KEY` unless the options say otherwise. */
export const anthropic = (options: Preset = {}): ProviderOptions =>
  preset("anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY", "x-api-key", options);

/** The key is in `OPENAI_API_KEY` unless the options say otherwise. */
export const openai = (options: Preset = {}): ProviderOptions =>
  preset("openai", "https://api.openai.com", "OPENAI_API_KEY", "bearer", options);

/** The key is in `GEMINI_API_KEY` unless the options say otherwise. */
export const gemini = (options: Preset = {}): ProviderOptions =>
  preset("gemini", "https://generativelanguage.googleapis.com", "GEMINI_API_KEY", "x-goog-api-key", options);

function preset(id: string, baseUrl: string, variable: string, scheme: KeyScheme, options: Preset): ProviderOptions {
  const said = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { id, baseUrl, key: { env: variable }, scheme, ...said };
}

/** Ready to send to. */
export interface Provider {
  readonly id: string;
  readonly base: URL;
  readonly rateKey: string;
  readonly login: "gateway" | "agent";
  readonly ca: string | undefined;
  /** The headers that the gateway sets. @throws {ScyllaError} `KEY_MISSING`. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** Reads keys again before they are next used. */
  renewKeys(): void;
}

export function makeProvider(options: ProviderOptions, env: Environment, seen: (key: string) => void): Provider {
  const { id, login = "gateway", scheme = "bearer", rateKey = id, ca } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id))
    throw invalid(`"${id}" can't name a provider`, "Use lower-case letters, digits and -.");
  const keep = (source: KeySource) => keptKey(source, id, env, seen);
  const key = login === "agent" || options.key === undefined ? null : keep(options.key);
  const others = Object.entries(options.headers ?? {}).map(
    ([name, value]) => [headerName(name, id), typeof value === "string" ? null : keep(value), value] as const,
  );
  return {
    id,
    base: baseOf(options.baseUrl, id),
    rateKey,
    login,
    ca,
    headers: async () => {
      const set: Record<string, string> = {};
      if (key)
        set[scheme === "bearer" ? "authorization" : scheme] =
          `${scheme === "bearer" ? "Bearer " : ""}${await key.get()}`;
      for (const [name, kept, value] of others) set[name] = kept ? await kept.get() : String(value);
      return set;
    },
    renewKeys: () => {
      key?.renew();
      for (const [, kept] of others) kept?.renew();
    },
  };
}

function baseOf(baseUrl: string, id: string): URL {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw invalid(`the base URL of ${id} is not one of http or https`, "Write it as `https://host/path`.");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw invalid(
      `the base URL of ${id} holds more than scheme, host, port and path`,
      "Give keys as `key` or `headers`.",
    );
  }
  return url;
}

function headerName(name: string, id: string): string {
  if (/^[A-Za-z0-9-]+$/.test(name)) return name.toLowerCase();
  throw invalid(`"${name}" of ${id} can't be the name of a header`, "Use letters, digits and -.");
}

const invalid = (message: string, hint: string): ScyllaError => new ScyllaError("CONFIG_INVALID", message, { hint });
