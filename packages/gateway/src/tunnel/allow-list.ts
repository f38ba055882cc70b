import { isIP } from "node:net";
import { ScyllaError } from "@scylla/contracts";

/** Which hosts an agent may reach beside the providers. */
export interface AllowList {
  allows(host: string, port: number): boolean;
  /** The entry names the address itself: then it may be one of this machine or its network. */
  namesAddress(host: string): boolean;
}

interface Entry {
  readonly host: string;
  /** Of the host's subdomains, not of itself. */
  readonly below: boolean;
  readonly ports: readonly number[];
}

const NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** @throws {ScyllaError} `CONFIG_INVALID` for what is no host. */
export function allowList(entries: readonly string[]): AllowList {
  const all = entries.map(parseEntry);
  return {
    allows: (host, port) => {
      const name = canonicalHost(host);
      return all.some((entry) => entry.ports.includes(port) && matches(entry, name));
    },
    namesAddress: (host) => isIP(canonicalHost(host)) !== 0 || canonicalHost(host) === "localhost",
  };
}

/** Lower case, without the brackets of IPv6 and the dot at the end that makes no difference. */
export function canonicalHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
}

function matches({ host, below }: Entry, name: string): boolean {
  return below ? name.endsWith(`.${host}`) : name === host;
}

function parseEntry(entry: string): Entry {
  const match = /^(?<below>\*\.)?(?<host>\[[0-9a-f:.]+\]|[^:[\]/@]+)(?::(?<port>\d{1,5}))?$/i.exec(entry.trim());
  const host = canonicalHost(match?.groups?.["host"] ?? "");
  const below = match?.groups?.["below"] !== undefined;
  const port = match?.groups?.["port"] === undefined ? null : Number(match.groups["port"]);
  const known = isIP(host) !== 0 ? !below : NAME.test(host);
  if (!match || !known || (port !== null && (port < 1 || port > 65535))) {
    throw new ScyllaError("CONFIG_INVALID", `"${entry}" is not a host that can be allowed`, {
      hint: "Write `host`, `host:port` or `*.domain`, without scheme and path.",
    });
  }
  return { host, below, ports: port === null ? [80, 443] : [port] };
}
