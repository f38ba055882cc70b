import type { NanoUsd } from "../money.ts";
import type { PORTS } from "../port.ts";
import type { ModelCloud } from "../provider.ts";
import type { TokenUsage } from "./run-store.ts";

/** What may be spent; absent is unlimited. */
export interface GatewayLimits {
  readonly calls?: number | undefined;
  /** Input, cached or not, and output together. */
  readonly tokens?: number | undefined;
  readonly cost?: NanoUsd | undefined;
}

/** The first limit that was reached: no call is let through after it. */
export interface LimitReached {
  /** `all`: that of the gateway, over all of its runs. */
  readonly scope: "run" | "all";
  readonly limit: keyof GatewayLimits;
  readonly allowed: number;
  readonly spent: number;
}

/** One model call of a route, told when it is over, however it ended. */
export interface MeteredCall {
  /** From 1 within the run, in the order of the requests. */
  readonly call: number;
  readonly provider: string;
  readonly model: { readonly asked: string | null; readonly served: string | null };
  /** Null: no answer. */
  readonly status: number | null;
  readonly usage: TokenUsage;
  /** False: the provider did not tell the usage, or not that of the whole call. */
  readonly metered: boolean;
  /** Null: no price is known, or no usage. */
  readonly cost: NanoUsd | null;
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** From the request to the first event with output of the model. */
  readonly firstTokenMs: number | null;
  /** The failed call that this one repeats; null for a first try. */
  readonly retryOf: number | null;
}

export interface GatewayRequest {
  /** What facts and summaries call it: an attempt, or any other name. Two open routes may share one. */
  readonly run: string;
  readonly limits?: GatewayLimits | undefined;
  /** The only ones that the run may use; absent: all. The keys of those named are read at once. */
  readonly providers?: readonly string[] | undefined;
  /** Hosts beside the providers: `host` (ports 80 and 443), `host:port`, `*.domain`. All others are blocked and noted. */
  readonly allow?: readonly string[] | undefined;
  /** Absolute path of a unix socket to listen on, made and removed by the gateway. Absent: the loopback port. */
  readonly socket?: string | undefined;
  /** Absolute path of a file that the gateway makes, with everything that passes, without keys. */
  readonly recordTo?: string | undefined;
  /** What such a file holds: it gives the answers, nothing leaves the machine, and no key is needed. */
  readonly replayOf?: string | undefined;
  /** Paths that differ from run to run, by the names under which a recording keeps them. */
  readonly places?: Readonly<Record<string, string>> | undefined;
  /** Called when a model call of this route is over, and `summary` counts it; must not throw. */
  readonly onCall?: ((call: MeteredCall) => void) | undefined;
}

/** Calls of one model of one provider. */
export interface ModelTotals {
  readonly provider: string;
  /** As the provider names it; as the agent asked for it where the provider did not say. */
  readonly model: string | null;
  readonly calls: number;
  readonly usage: TokenUsage;
  readonly cost: NanoUsd;
}

export interface GatewaySummary {
  readonly run: string;
  /** Model calls that were let through, whatever became of them. */
  readonly calls: number;
  /** Calls that ended with an error status, were cut, or found no provider. */
  readonly failed: number;
  /** Calls that repeat a failed one. */
  readonly retries: number;
  /** Requests that were not let through: beyond a limit, malformed, to a host or path that is not allowed. */
  readonly refused: number;
  readonly usage: TokenUsage;
  readonly models: readonly ModelTotals[];
  /** Successful or cut calls whose usage the provider did not tell, or not to its end: `usage` and `cost` are too low by these. */
  readonly unmetered: number;
  readonly cost: NanoUsd;
  /** A login of the agent's own was passed through: nobody is billed `cost`, it is what the tokens would cost. */
  readonly notional: boolean;
  /** Calls with usage that no price is known for. */
  readonly unpriced: number;
  /** Of the latest call; null: none, or no answer. */
  readonly lastStatus: number | null;
  readonly limit: LimitReached | null;
  /** The latest refusal for rate or quota. `untilMs` null: the provider named no moment. */
  readonly rateLimit: { readonly key: string; readonly untilMs: number | null } | null;
  readonly blocked: readonly { readonly host: string; readonly times: number }[];
  /** Replayed only: requests that the recording does not hold. */
  readonly mismatches: number;
  /** Bodies of the first four different model calls, as the agent sent them, to see what it was really given. Empty texts stand for those over 1 MiB. */
  readonly firstRequests: readonly string[];
  /** Null: everything is recorded, or nothing was to be. */
  readonly recordingError: string | null;
}

export interface GatewayRoute extends AsyncDisposable {
  /**
   * What a CLI takes as its base URL, without the `/v1` that some add.
   * @param origin where the agent finds the gateway when that is not where it listens: a forwarder to the socket, the host of a container.
   * @throws {ScyllaError} `REFERENCE_MISSING` for a provider that the gateway does not have.
   */
  baseUrl(provider: string, origin?: string): string;
  /** Whose login is sent: the gateway's own, or what the agent sends. @throws {ScyllaError} `REFERENCE_MISSING` as above. */
  login(provider: string): "gateway" | "agent";
  /** The cloud that a provider is; undefined for none, as where the method is absent. @throws {ScyllaError} `REFERENCE_MISSING` as above. */
  cloud?(provider: string): ModelCloud | undefined;
  /** What `HTTPS_PROXY` and `HTTP_PROXY` take. */
  proxyUrl(origin?: string): string;
  /** What has been counted until now. */
  summary(): GatewaySummary;
  /** Ends what is in flight and lets nothing more through. Idempotent. */
  close(): Promise<GatewaySummary>;
}

/** Stands between agents and model providers. Keys stay behind it. */
export interface Gateway extends AsyncDisposable {
  readonly port: typeof PORTS.gateway;
  /**
   * @throws {ScyllaError} `CONFIG_INVALID` for a host or a socket path that can't be used, `REFERENCE_MISSING` for a provider that the
   * gateway does not have, `KEY_MISSING` for one without its key, `GATEWAY_FAILED` when it can't listen.
   */
  open(request: GatewayRequest): Promise<GatewayRoute>;
  /** Closes every route. Idempotent. */
  close(): Promise<void>;
}
