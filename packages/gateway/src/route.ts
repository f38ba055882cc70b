import { randomBytes } from "node:crypto";
import type { GatewayLimits, GatewaySummary, MeteredCall } from "@scylla/contracts";
import type { Refusal } from "./dialects/dialect.ts";
import type { CallFact, GatewayFact } from "./facts.ts";
import type { Secrets } from "./keys/secrets.ts";
import { limitMessage, limitReached } from "./limits.ts";
import { firstRequests } from "./metering/first-requests.ts";
import { failed, type Tally, tally } from "./metering/tally.ts";
import type { Price } from "./price.ts";
import type { Provider } from "./provider.ts";
import type { Pacer } from "./proxy/pacer.ts";
import { type Room, room } from "./proxy/read-body.ts";
import type { Upstream } from "./proxy/upstream.ts";
import type { Player } from "./recording/player.ts";
import type { Recorder } from "./recording/recorder.ts";
import type { SeenRequest } from "./seen-request.ts";
import type { AllowList } from "./tunnel/allow-list.ts";

/** What all routes share. */
export interface Shared {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly upstream: Upstream;
  readonly secrets: Secrets;
  readonly pace: Pacer;
  readonly limits: GatewayLimits;
  readonly all: Tally;
  readonly price: Price;
  readonly idleMs: number;
  readonly maxRequestBytes: number;
  readonly onFact: (fact: GatewayFact) => void;
  readonly onRequest: ((seen: SeenRequest) => void) | null;
}

export interface RouteParts {
  readonly run: string;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly limits: GatewayLimits;
  readonly allow: AllowList;
  readonly recorder: Recorder | null;
  readonly player: Player | null;
  readonly onCall: (call: MeteredCall) => void;
}

/** One run's way to the providers, and what came along it. */
export interface Route extends RouteParts {
  readonly shared: Shared;
  /** Nobody finds it who was not told it. */
  readonly token: string;
  readonly memory: Room;
  readonly closing: AbortSignal;
  /** The number of the call that may begin now, or why none may. */
  admit(): number | Refusal;
  /** A call that may begin goes to this provider with this body. */
  begun(provider: Provider, body: Buffer): void;
  /** The failed call with the same body, or null; `again` says that the client itself calls it a repeat. */
  retryOf(digest: string, again: boolean): number | null;
  callEnded(fact: CallFact, digest: string): void;
  emit(fact: GatewayFact): void;
  summary(): GatewaySummary;
  /** Work that `end` waits for. */
  track(work: Promise<void>): void;
  /** Ends what is in flight; resolves when all of it has been told. */
  end(): Promise<void>;
}

/** Together the bodies of requests in flight take no more memory than this. */
const ROOM_BYTES = 512 * 1024 * 1024;

export function makeRoute(shared: Shared, parts: RouteParts): Route {
  const counts = tally(parts.run);
  const closing = new AbortController();
  const failures = new Map<string, number>();
  const inFlight = new Set<Promise<void>>();
  const first = firstRequests();
  let notional = false;
  let lastFailure: number | null = null;

  const emit = (fact: GatewayFact): void => {
    counts.add(fact);
    shared.all.add(fact);
    shared.onFact(fact);
  };

  return {
    ...parts,
    shared,
    token: randomBytes(24).toString("base64url"),
    memory: room(ROOM_BYTES),
    closing: closing.signal,
    admit: () => {
      if (closing.signal.aborted) return { status: 403, reason: "closed", message: "this run has ended" };
      const reached =
        limitReached("run", parts.limits, counts.spent()) ?? limitReached("all", shared.limits, shared.all.spent());
      if (!reached) {
        shared.all.begin();
        return counts.begin();
      }
      if (counts.limit() === null) emit({ kind: "limit", run: parts.run, ...reached });
      return { status: 403, reason: "limit", message: limitMessage(reached) };
    },
    begun: (provider, body) => {
      first.add(body);
      notional ||= provider.login === "agent";
    },
    retryOf: (digest, again) => failures.get(digest) ?? (again ? lastFailure : null),
    callEnded: (fact, digest) => {
      if (failed(fact)) {
        failures.set(digest, fact.call);
        lastFailure = fact.call;
      } else failures.delete(digest);
      emit(fact);
      parts.onCall(fact);
    },
    emit,
    summary: () =>
      counts.summary({ firstRequests: first.texts(), notional, recordingError: parts.recorder?.error() ?? null }),
    track: (work) => {
      inFlight.add(work);
      work.finally(() => inFlight.delete(work));
    },
    end: async () => {
      closing.abort();
      await Promise.all(inFlight);
      await parts.recorder?.close();
    },
  };
}
