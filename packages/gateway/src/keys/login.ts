import { ScyllaError } from "@scylla/contracts";
import { type AwsCredentials, awsCredentials } from "../aws/credentials.ts";
import { signatureOf, type Unsigned } from "../aws/sign.ts";
import type { ProviderOptions } from "../provider-options.ts";
import { type KeptKey, keptKey } from "./kept-key.ts";
import type { Environment, KeySource } from "./key-source.ts";

/** How the gateway logs in to a provider: headers of each request, made of keys that are read when they are needed. */
export interface Login {
  /** Reads all keys. @throws {ScyllaError} `KEY_MISSING`. */
  ready(): Promise<void>;
  /** @throws {ScyllaError} `KEY_MISSING`. */
  headers(request: Unsigned): Promise<Readonly<Record<string, string>>>;
  /** Reads keys again before they are next used. */
  renew(): void;
}

type Other = readonly [name: string, value: string | KeptKey];

/** @throws {ScyllaError} `CONFIG_INVALID` for what can't be the name of a header. */
export function loginOf(options: ProviderOptions, env: Environment, seen: (key: string) => void): Login {
  const { id, login = "gateway", scheme = "bearer", cloud, credentials } = options;
  const keep = (source: KeySource) => keptKey(source, id, env, seen);
  const key = login === "agent" || options.key === undefined ? null : keep(options.key);
  const isSigned = key === null && login === "gateway" && cloud?.kind === "bedrock" && credentials !== undefined;
  const aws = isSigned ? awsCredentials(credentials, id, env, seen) : null;
  const others = Object.entries(options.headers ?? {}).map(
    ([name, value]): Other => [headerName(name, id), typeof value === "string" ? value : keep(value)],
  );
  return {
    ready: async () => {
      await Promise.all([key?.get(), aws?.get(), ...others.map(([, value]) => textOf(value))]);
    },
    headers: async (request) => ({
      ...(key && headerOf(scheme, await key.get())),
      ...(aws && (await amazonHeaders(request, cloud?.region ?? "", aws))),
      ...Object.fromEntries(await Promise.all(others.map(async ([name, value]) => [name, await textOf(value)]))),
    }),
    renew: () => {
      key?.renew();
      aws?.renew();
      for (const [, value] of others) if (typeof value !== "string") value.renew();
    },
  };
}

async function textOf(value: string | KeptKey): Promise<string> {
  return typeof value === "string" ? value : value.get();
}

function headerOf(scheme: NonNullable<ProviderOptions["scheme"]>, key: string): Readonly<Record<string, string>> {
  return scheme === "bearer" ? { authorization: `Bearer ${key}` } : { [scheme]: key };
}

async function amazonHeaders(request: Unsigned, region: string, credentials: AwsCredentials) {
  const login = await credentials.get();
  return "bearer" in login ? headerOf("bearer", login.bearer) : signatureOf(request, region, login);
}

function headerName(name: string, id: string): string {
  if (/^[A-Za-z0-9-]+$/.test(name)) return name.toLowerCase();
  throw new ScyllaError("CONFIG_INVALID", `"${name}" of ${id} can't be the name of a header`, {
    hint: "Use letters, digits and -.",
  });
}
