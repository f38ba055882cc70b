import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "../dialects/operation.ts";
import type { Provider } from "../provider.ts";
import type { Route } from "../route.ts";
import type { Target } from "./target.ts";

/** A request that has found its route, its provider and what it may ask there. */
export interface Way {
  readonly route: Route;
  readonly provider: Provider;
  readonly operation: Operation;
  readonly target: Target;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
