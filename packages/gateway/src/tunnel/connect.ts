import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { TunnelFact } from "../facts.ts";
import type { Route } from "../route.ts";
import { canonicalHost } from "./allow-list.ts";
import { dial } from "./dial.ts";

/** `host:port` of a CONNECT; null when it is none. */
function authority(url: string): { readonly host: string; readonly port: number } | null {
  const match = /^(?<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(?<port>\d{1,5})$/.exec(url);
  const port = Number(match?.groups?.["port"] ?? 0);
  return match?.groups?.["host"] && port > 0 && port < 65536
    ? { host: canonicalHost(match.groups["host"]), port }
    : null;
}

/** Why a host is blocked, or null. */
export function blockedBecause(route: Route, host: string, port: number): string | null {
  if (route.player) return "nothing but the recording is there to answer";
  return route.allow.allows(host, port) ? null : "it is not on the allow-list";
}

const head = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;

export function answerRaw(socket: Duplex, status: string, body: string): void {
  socket.on("error", () => {});
  socket.end(head(status, body));
}

/** Opens a tunnel to an allowed host, and notes every attempt at another. */
export async function connectTunnel(
  route: Route,
  request: IncomingMessage,
  agent: Duplex,
  first: Buffer,
): Promise<void> {
  const to = authority(request.url ?? "");
  if (!to) return answerRaw(agent, "400 Bad Request", "CONNECT needs host:port\n");
  const started = performance.now();
  const tell = (fact: Partial<TunnelFact>): void =>
    route.emit({
      kind: "tunnel",
      run: route.run,
      ...to,
      blocked: null,
      error: null,
      sentBytes: 0,
      receivedBytes: 0,
      ...fact,
      durationMs: performance.now() - started,
    });
  agent.on("error", () => {});
  const blocked = blockedBecause(route, to.host, to.port);
  if (blocked !== null) {
    tell({ blocked });
    return answerRaw(agent, "403 Forbidden", `${to.host}:${to.port} is blocked: ${blocked}\n`);
  }
  try {
    const host = await dial(to.host, to.port, route.allow.namesAddress(to.host), route.closing);
    if (agent.destroyed) return void host.destroy();
    agent.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (first.length > 0) host.write(first);
    const error = await join(agent, host, route.closing);
    tell({ error, sentBytes: host.bytesWritten, receivedBytes: host.bytesRead });
  } catch (error) {
    const { code = "no code" } = error as NodeJS.ErrnoException;
    const own = code === "EOWNADDRESS" ? "its name leads to this machine" : null;
    tell(own === null ? { error: code } : { blocked: own });
    answerRaw(agent, own === null ? "502 Bad Gateway" : "403 Forbidden", `${to.host}:${to.port}: ${own ?? code}\n`);
  }
}

/** Until both sides have ended, or one breaks. */
function join(agent: Duplex, host: Duplex, closing: AbortSignal): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const end = (error: string | null) => (): void => {
    resolve(error);
    agent.destroy();
    host.destroy();
  };
  const closed = end(null);
  host.on("error", (error: NodeJS.ErrnoException) => end(error.code ?? "no code")());
  agent.on("error", closed);
  host.on("close", closed);
  agent.on("close", closed);
  closing.addEventListener("abort", closed);
  promise.finally(() => closing.removeEventListener("abort", closed));
  agent.pipe(host);
  host.pipe(agent);
  return promise;
}
