import { type GatewayRoute, ScyllaError } from "@scylla/contracts";
import type { Provider } from "./provider.ts";
import { closeServer, listenOnSocket } from "./proxy/listen.ts";
import { proxyServer } from "./proxy/server.ts";
import type { Route } from "./route.ts";

/** @throws {ScyllaError} `REFERENCE_MISSING`, with those that there are. */
export function namedProvider(providers: ReadonlyMap<string, Provider>, id: string): Provider {
  const provider = providers.get(id);
  if (provider) return provider;
  const known = [...providers.keys()].join(", ");
  throw new ScyllaError("REFERENCE_MISSING", `the gateway has no provider ${id}`, { hint: `It has: ${known}.` });
}

/** Where a route is found, and how it is shut. */
export interface Door {
  readonly origin: string;
  readonly token: string | null;
  shut(): Promise<void>;
}

export async function openPort(port: number, route: Route, byToken: Map<string, Route>): Promise<Door> {
  byToken.set(route.token, route);
  const shut = async (): Promise<void> => void byToken.delete(route.token);
  return { origin: `http://127.0.0.1:${port}`, token: route.token, shut };
}

export async function openSocket(path: string, route: Route): Promise<Door> {
  const server = proxyServer({ kind: "own", route });
  await listenOnSocket(server, path);
  return { origin: "http://localhost", token: null, shut: () => closeServer(server) };
}

export function routeHandle(route: Route, door: Door, closed: () => void): GatewayRoute {
  let closing: Promise<void> | null = null;
  const close = async () => {
    // Refused from now on; the door shuts when what was in flight has been told.
    closing ??= route.end().then(door.shut).finally(closed);
    await closing;
    return route.summary();
  };
  return {
    baseUrl: (provider, origin = door.origin) => {
      namedProvider(route.providers, provider);
      return [origin, door.token, provider].filter((part) => part !== null).join("/");
    },
    cloud: (provider) => namedProvider(route.providers, provider).cloud,
    login: (provider) => namedProvider(route.providers, provider).login,
    proxyUrl: (origin = door.origin) => (door.token === null ? origin : origin.replace("://", `://run:${door.token}@`)),
    summary: route.summary,
    close,
    [Symbol.asyncDispose]: async () => void (await close()),
  };
}
