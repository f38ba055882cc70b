import { type ModelCloud, ScyllaError } from "@scylla/contracts";
import type { Unsigned } from "./aws/sign.ts";
import type { Environment } from "./keys/key-source.ts";
import { loginOf } from "./keys/login.ts";
import type { ProviderOptions } from "./provider-options.ts";

/** Ready to send to. */
export interface Provider {
  readonly id: string;
  readonly base: URL;
  readonly rateKey: string;
  readonly login: "gateway" | "agent";
  readonly ca: string | undefined;
  readonly cloud: ModelCloud | undefined;
  /** Reads all keys. @throws {ScyllaError} `KEY_MISSING`. */
  ready(): Promise<void>;
  /** The headers that the gateway sets on a request. @throws {ScyllaError} `KEY_MISSING`. */
  headers(request: Unsigned): Promise<Readonly<Record<string, string>>>;
  /** The same provider at the address that serves this path: Bedrock lists models elsewhere than it runs them. */
  serving(path: string): Provider;
  /** Reads keys again before they are next used. */
  renewKeys(): void;
}

export function makeProvider(options: ProviderOptions, env: Environment, seen: (key: string) => void): Provider {
  const { id, rateKey = id, ca } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id))
    throw invalid(`"${id}" can't name a provider`, "Use lower-case letters, digits and -.");
  const { cloud } = options;
  if (cloud && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(cloud.region)) {
    throw invalid(`"${cloud.region}" of ${id} can't be a region`, "Write it as its cloud does, such as us-east-1.");
  }
  const login = loginOf(options, env, seen);
  const base = baseOf(options.baseUrl, id);
  const own: Provider = {
    ...{ id, base, rateKey, login: options.login ?? "gateway", ca, cloud },
    ready: () => login.ready(),
    headers: (request) => login.headers(request),
    serving: (path) =>
      LISTS.test(path) && isRuntime(base) ? { ...own, id: `${id}/lists`, base: listsBase(base) } : own,
    renewKeys: () => login.renew(),
  };
  return own;
}

const LISTS = /^\/(?:inference-profiles|foundation-models)(?:\/|$)/;
const isRuntime = ({ host }: URL): boolean => /^bedrock-runtime\..*\.amazonaws\.com(?:\.cn)?$/.test(host);

function listsBase(base: URL): URL {
  const lists = new URL(base);
  lists.host = base.host.replace("bedrock-runtime", "bedrock");
  return lists;
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

const invalid = (message: string, hint: string): ScyllaError => new ScyllaError("CONFIG_INVALID", message, { hint });
