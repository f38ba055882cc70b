import type { GatewayRoute } from "@scylla/contracts";
import {
  type CallFact,
  type GatewayFact,
  type GatewayOptions,
  type MeteringGateway,
  type RouteOptions,
  startGateway,
} from "../../src/index.ts";

export interface OpenGateway extends AsyncDisposable {
  readonly gateway: MeteringGateway;
  readonly route: GatewayRoute;
  readonly facts: GatewayFact[];
  readonly calls: () => readonly CallFact[];
}

export const KEY = "sk-operator-0123456789";

/** A gateway with one route, for one provider that is at `url`. */
export async function openGateway(
  url: string,
  options: Partial<GatewayOptions> = {},
  request: Partial<RouteOptions> = {},
): Promise<OpenGateway> {
  const facts: GatewayFact[] = [];
  const gateway = await startGateway({
    providers: [{ id: "main", baseUrl: url, key: { value: KEY }, scheme: "x-api-key" }],
    env: {},
    ...options,
    onFact: (fact) => facts.push(fact),
  });
  const route = await gateway.open({ run: "7-1", ...request });
  return {
    gateway,
    route,
    facts,
    calls: () => facts.filter((fact) => fact.kind === "call"),
    [Symbol.asyncDispose]: () => gateway.close(),
  };
}

/** Waits for what follows from something that has been seen already. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
