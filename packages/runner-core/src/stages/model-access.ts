import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AgentAdapter,
  type GatewayFacts,
  type GatewayLimits,
  type GatewayRoute,
  type GatewaySummary,
  type Launch,
  type ModelEndpoint,
  nanoFromUsd,
  type RunLimits,
  runLabel,
  type Workspace,
} from "@scylla/contracts";
import type { RunSubject } from "../claimed-run.ts";
import type { ExecutionPorts } from "../ports.ts";
import { callLog } from "./call-log.ts";
import { providerOf, requireGateway } from "./require-models.ts";

/** What an agent sends as its key. The gateway puts the provider's in its place. */
const NO_KEY = "scylla";

/** Where the gateway is found inside a sandbox that has nothing else of a network. */
const INSIDE_PORT = 8080;

/** The longest that every system takes for the path of a socket. */
const MAX_SOCKET_PATH = 103;

/** How one attempt reaches its models, and the hosts that it may. */
export interface ModelAccess extends AsyncDisposable {
  /** Undefined for an agent that asks no model through a gateway. */
  readonly endpoint: ModelEndpoint | undefined;
  /** What leads its programs to the hosts that are allowed. */
  readonly env: Readonly<Record<string, string>>;
  /** For a sandbox that has nothing else of a network. */
  readonly gateway: Launch["gateway"];
  /** Ends what is in flight; null without a gateway. The same again when repeated. */
  close(): Promise<GatewaySummary | null>;
}

const NO_ACCESS: ModelAccess = {
  endpoint: undefined,
  env: {},
  gateway: undefined,
  close: async () => null,
  [Symbol.asyncDispose]: async () => {},
};

type AccessPorts = Pick<ExecutionPorts, "gateway" | "recordings" | "sandbox">;

/**
 * Opens the way of one attempt to its models and hosts, with its limits.
 * @throws {ScyllaError} `UNSUPPORTED` without a gateway, and what the gateway says: nothing is bought by then.
 */
export async function openModelAccess(
  { cell, agent, adapter, n }: RunSubject,
  { gateway, recordings = {}, sandbox }: AccessPorts,
  workspace: Workspace,
): Promise<ModelAccess> {
  const provider = providerOf(agent, adapter);
  const { limits, network } = cell.conditions;
  const { confinesNetwork } = sandbox;
  if (provider === null && (!confinesNetwork || network.length === 0)) return NO_ACCESS;
  const { root, home, tmp } = workspace;
  const label = runLabel(cell.key, n);
  const replayOf = provider === null ? undefined : await recordings.replay?.(label);
  await using opened = new AsyncDisposableStack();
  // Left by a try that came no further than this.
  if (recordings.keep) await rm(recordingOf(workspace), { force: true });
  const socket = confinesNetwork ? await socketFor(workspace, opened) : undefined;
  const route = await requireGateway(gateway, agent).open({
    run: label,
    providers: provider === null ? [] : [provider],
    allow: network,
    limits: limitsOf(limits, adapter),
    onCall: callLog(workspace),
    places: { root, home, tmp },
    ...(socket !== undefined && { socket }),
    ...(recordings.keep && { recordTo: recordingOf(workspace) }),
    ...(replayOf !== undefined && { replayOf }),
  });
  opened.use(route);
  const origin = socket === undefined ? undefined : `http://127.0.0.1:${INSIDE_PORT}`;
  const kept = opened.move();
  return {
    endpoint: provider === null ? undefined : endpointBy(route, provider, origin),
    env: confinesNetwork && network.length > 0 ? proxies(route.proxyUrl(origin)) : {},
    gateway: socket === undefined ? undefined : { socket, port: INSIDE_PORT },
    close: () => route.close(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Beside the workspace, where a sweep finds it; elsewhere when no socket can have so long a path. */
async function socketFor({ logs }: Workspace, opened: AsyncDisposableStack): Promise<string> {
  const beside = join(logs, "gateway.sock");
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH) return beside;
  const directory = await mkdtemp(join(tmpdir(), "scylla-"));
  opened.defer(() => rm(directory, { recursive: true, force: true }));
  return join(directory, "gateway.sock");
}

/** Models are never asked through it: they have an address of their own. */
function proxies(url: string): Readonly<Record<string, string>> {
  const own = { HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: "127.0.0.1,localhost" };
  const lower = Object.entries(own).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { ...own, ...Object.fromEntries(lower) };
}

/** Where an attempt's recording is before it is stored. */
export function recordingOf({ logs }: Workspace): string {
  return join(logs, "exchanges.jsonl");
}

/** What classification needs of what the gateway saw. */
export function gatewayFacts(summary: GatewaySummary): GatewayFacts {
  const { lastStatus, rateLimit, limit, models, firstRequests } = summary;
  return {
    lastStatus,
    retryAtMs: rateLimit?.untilMs ?? null,
    stopped: limit === null ? null : limit.scope === "run" ? "run-limit" : "experiment-budget",
    models: models.flatMap(({ model }) => model ?? []),
    firstRequests,
  };
}

/** Turns are an agent's own word; where it does not count them, each call to its model is one. */
function limitsOf({ turns, usd }: RunLimits, { countsTurns }: AgentAdapter): GatewayLimits {
  return {
    ...(usd !== null && { cost: nanoFromUsd(usd) }),
    ...(turns !== null && !countsTurns && { calls: turns }),
  };
}

function endpointBy(route: GatewayRoute, provider: string, origin: string | undefined): ModelEndpoint {
  const ownLogin = route.login(provider) === "agent";
  const cloud = route.cloud?.(provider);
  return {
    ...{ url: route.baseUrl(provider, origin), token: NO_KEY },
    ...(ownLogin && { ownLogin }),
    ...(cloud && { cloud }),
  };
}
