import {
  type Gateway,
  type GatewayLimits,
  type GatewayRequest,
  type GatewayRoute,
  PORTS,
  ScyllaError,
} from "@scylla/contracts";
import type { GatewayFact } from "./facts.ts";
import type { Environment } from "./keys/key-source.ts";
import { secrets } from "./keys/secrets.ts";
import { tally } from "./metering/tally.ts";
import type { Price } from "./price.ts";
import { makeProvider, type Provider } from "./provider.ts";
import type { ProviderOptions } from "./provider-options.ts";
import { closeServer, listenOnLoopback } from "./proxy/listen.ts";
import { openUpstream } from "./proxy/open-upstream.ts";
import { pacer } from "./proxy/pacer.ts";
import { proxyServer } from "./proxy/server.ts";
import { type Exchange, parseRecording } from "./recording/exchange.ts";
import { player } from "./recording/player.ts";
import { recorder } from "./recording/recorder.ts";
import { type RecordingSink, recordingFile } from "./recording/sink.ts";
import { makeRoute, type Route, type RouteParts, type Shared } from "./route.ts";
import { namedProvider, openPort, openSocket, routeHandle } from "./route-handle.ts";
import type { SeenRequest } from "./seen-request.ts";
import { allowList } from "./tunnel/allow-list.ts";

export interface GatewayOptions {
  readonly providers: readonly ProviderOptions[];
  /** On loopback, for routes without a socket; absent: any free one. */
  readonly port?: number | undefined;
  /** Over all runs. */
  readonly limits?: GatewayLimits | undefined;
  readonly price?: Price | undefined;
  /** Called for everything that happens, as it happens; must not throw. */
  readonly onFact?: ((fact: GatewayFact) => void) | undefined;
  /** Called with every model request; must not throw. */
  readonly onRequest?: ((seen: SeenRequest) => void) | undefined;
  /** Where keys and the proxies of the operator's network are named; `process.env` unless given. */
  readonly env?: Environment | undefined;
  /** How long a provider may be silent, in the middle of an answer too. 10 minutes. */
  readonly idleMs?: number | undefined;
  /** 64 MiB. */
  readonly maxRequestBytes?: number | undefined;
}

export interface RouteOptions extends GatewayRequest {
  /** The same as `recordTo`, into a sink of one's own. */
  readonly record?: RecordingSink | undefined;
  /** The same as `replayOf`, already read. */
  readonly replay?: readonly Exchange[] | undefined;
}

export interface MeteringGateway extends Gateway {
  open(options: RouteOptions): Promise<GatewayRoute>;
}

/**
 * Starts a gateway; it listens as soon as a route is opened, on a given port at once.
 * @throws {ScyllaError} `CONFIG_INVALID` for a provider that can't be, `DUPLICATE_ID` for two of one id, `GATEWAY_FAILED` for a port that is in use.
 */
export async function startGateway(options: GatewayOptions): Promise<MeteringGateway> {
  const shared = share(options);
  const byToken = new Map<string, Route>();
  const open = new Set<() => Promise<unknown>>();
  const loopback = proxyServer({ kind: "tokens", route: (token) => byToken.get(token) });
  let port: Promise<number> | null = null;
  const listen = (): Promise<number> => (port ??= listenOnLoopback(loopback, options.port ?? 0));
  if (options.port !== undefined) await listen();

  const close = async (): Promise<void> => {
    await Promise.all([...open].map((closeRoute) => closeRoute()));
    await closeServer(loopback);
    shared.upstream.close();
  };

  return {
    port: PORTS.gateway,
    open: async (asked) => {
      const request = withRecordings(asked);
      const route = makeRoute(shared, await partsOf(request, shared));
      const door =
        request.socket === undefined
          ? await openPort(await listen(), route, byToken)
          : await openSocket(request.socket, route);
      const handle = routeHandle(route, door, () => open.delete(handle.close));
      open.add(handle.close);
      return handle;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function withRecordings(request: RouteOptions): RouteOptions {
  const { recordTo, replayOf } = request;
  return {
    ...request,
    ...(recordTo !== undefined && { record: recordingFile(recordTo) }),
    ...(replayOf !== undefined && { replay: parseRecording(replayOf, `the recording of ${request.run}`) }),
  };
}

function share(options: GatewayOptions): Shared {
  const env = options.env ?? process.env;
  const hidden = secrets();
  return {
    providers: providersOf(options.providers, env, hidden.add),
    upstream: openUpstream(env),
    secrets: hidden,
    pace: pacer(),
    limits: options.limits ?? {},
    all: tally("all"),
    price: options.price ?? (() => null),
    idleMs: options.idleMs ?? 600_000,
    maxRequestBytes: options.maxRequestBytes ?? 64 * 1024 * 1024,
    onFact: options.onFact ?? (() => {}),
    onRequest: options.onRequest ?? null,
  };
}

function providersOf(
  all: readonly ProviderOptions[],
  env: Environment,
  seen: (key: string) => void,
): ReadonlyMap<string, Provider> {
  const providers = new Map<string, Provider>();
  for (const options of all) {
    if (providers.has(options.id)) {
      throw new ScyllaError("DUPLICATE_ID", `two providers have the id ${options.id}`, {
        hint: "Rename one of the two.",
      });
    }
    providers.set(options.id, makeProvider(options, env, seen));
  }
  return providers;
}

/** Those that the run may use; their keys are there, unless nothing leaves the machine. */
async function providersFor(
  { providers, replay }: RouteOptions,
  shared: Shared,
): Promise<ReadonlyMap<string, Provider>> {
  if (!providers) return shared.providers;
  const all = providers.map((id) => namedProvider(shared.providers, id));
  if (!replay) await Promise.all(all.map((provider) => provider.ready()));
  return new Map(all.map((provider) => [provider.id, provider]));
}

async function partsOf(request: RouteOptions, shared: Shared): Promise<RouteParts> {
  const places = request.places ?? {};
  return {
    run: request.run,
    providers: await providersFor(request, shared),
    limits: request.limits ?? {},
    allow: allowList(request.allow ?? []),
    recorder: request.record ? recorder(request.record, shared.secrets, places) : null,
    player: request.replay ? player(request.replay, places) : null,
    onCall: request.onCall ?? (() => {}),
  };
}
