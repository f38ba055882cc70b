import assert from "node:assert/strict";
import { request } from "node:http";
import type { Gateway, GatewayLimits, GatewayRoute } from "../ports/gateway.ts";
import type { Disposable } from "./conformance-case.ts";
import { type LoopbackProvider, loopbackProvider, type Wanted } from "./gateway-conformance-provider.ts";

export interface OpenGateway extends Disposable {
  readonly gateway: Gateway;
  /** Absolute path at which nothing is, in a directory where a socket can be made. */
  readonly socket: string;
}

export interface GatewaySetup {
  /**
   * A gateway with two providers at `baseUrl`: `main`, which takes the key in `x-api-key`, and `keyless`, whose key is not where it should be.
   * A call costs a thousand nano-USD for each token of its output. `limits` are those over all runs.
   */
  open(wanted: {
    readonly baseUrl: string;
    readonly key: string;
    readonly limits: GatewayLimits;
  }): Promise<OpenGateway>;
}

export const KEY = "sk-of-the-operator-0123456789";
export const TOKEN_COST = 1000;

/** One gateway between a provider and a client. */
export interface GatewayBench extends Disposable {
  readonly provider: LoopbackProvider;
  /** To be called once. */
  open(limits?: GatewayLimits): Promise<OpenGateway>;
}

export async function gatewayBench(setup: GatewaySetup): Promise<GatewayBench> {
  const provider = await loopbackProvider();
  let opened: OpenGateway | null = null;
  return {
    provider,
    open: async (limits = {}) => {
      opened = await setup.open({ baseUrl: provider.url, key: KEY, limits });
      return opened;
    },
    dispose: async () => {
      await opened?.gateway.close();
      await opened?.dispose();
      await provider.close();
    },
  };
}

interface Answered {
  readonly status: number;
  readonly body: string;
  /** The answer came to its end; false when its connection broke. */
  readonly whole: boolean;
}

interface Asking {
  readonly socket?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Something else than what the provider was asked for, so that two requests differ. */
  readonly note?: string;
  readonly onPiece?: () => void;
}

export const bodyOf = (want: Wanted, note = ""): string => JSON.stringify({ model: "asked-1", want, note });

const unanswered = ({ message }: Error) =>
  new assert.AssertionError({ message: `the gateway does not answer: ${message}` });

/** A model call of an agent, on a connection of its own, without repeats. */
export async function call(baseUrl: string, want: Wanted, asking: Asking = {}): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const { socket, onPiece } = asking;
  const headers = { "content-type": "application/json", "x-api-key": "of-the-agent", ...asking.headers };
  const options = { method: "POST", agent: false, headers, ...(socket === undefined ? {} : { socketPath: socket }) };
  const sending = request(`${baseUrl}/v1/messages`, options, (response) => {
    let body = "";
    const told = (whole: boolean) => () => resolve({ status: response.statusCode ?? 0, body, whole });
    response.setEncoding("utf8");
    response.on("data", (piece: string) => {
      body += piece;
      onPiece?.();
    });
    response.on("end", told(true));
    response.on("error", told(false));
  });
  sending.on("error", (error) => reject(unanswered(error)));
  sending.end(bodyOf(want, asking.note));
  return await promise;
}

/** The status that a client gets which asks the route's proxy for a tunnel. */
export async function tunnelStatus(route: GatewayRoute, to: string): Promise<number> {
  const { hostname, port, username, password } = new URL(route.proxyUrl());
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { "proxy-authorization": authorization };
  const asking = request({ hostname, port, method: "CONNECT", path: to, agent: false, headers });
  asking.on("connect", (response, socket) => {
    socket.destroy();
    resolve(response.statusCode ?? 0);
  });
  asking.on("response", (response) => {
    response.destroy();
    resolve(response.statusCode ?? 0);
  });
  asking.on("error", (error) => reject(unanswered(error)));
  asking.end();
  return await promise;
}

const PATIENCE_MS = 5000;

/** For what follows from something that has been seen already. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; !holds(); await new Promise((resolve) => setTimeout(resolve, 2)))
    assert.ok(Date.now() < until, what);
}
