import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Refusal } from "../dialects/dialect.ts";
import { dialectNear, operationAt } from "../dialects/operation.ts";
import type { Route } from "../route.ts";
import { answerRaw, connectTunnel } from "../tunnel/connect.ts";
import { forward } from "../tunnel/forward.ts";
import { modelCall } from "./model-call.ts";
import { refuse } from "./refuse.ts";
import { parseTarget } from "./target.ts";

/** Whose requests a server takes: everybody's who knows a token, or those of the one run that has its socket. */
export type Doors =
  | { readonly kind: "tokens"; readonly route: (token: string) => Route | undefined }
  | { readonly kind: "own"; readonly route: Route };

/** More connections than that come from no agent. */
const MAX_CONNECTIONS = 2_000;

const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

export function proxyServer(doors: Doors): Server {
  const server = createServer({
    maxHeaderSize: 64 * 1024,
    headersTimeout: 30_000,
    requestTimeout: 300_000,
    keepAliveTimeout: 60_000,
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.on("request", (request, response) => serve(doors, request, response));
  server.on("connect", (request: IncomingMessage, socket: Duplex, first: Buffer) => {
    const route = proxyRoute(doors, request);
    if (!route) return answerRaw(socket, "407 Proxy Authentication Required", "no run has this token\n");
    route.track(connectTunnel(route, request, socket, first));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    // After an answer a second one would be taken for the answer to something else.
    if (error.code === "ECONNRESET" || socket.bytesWritten > 0) socket.destroy();
    else answerRaw(socket, CLIENT_ERRORS[error.code ?? ""] ?? "400 Bad Request", "");
  });
  return server;
}

function serve(doors: Doors, request: IncomingMessage, response: ServerResponse): void {
  // Whoever goes away in the middle has said so by going.
  response.on("error", () => {});
  request.on("error", () => {});
  const url = request.url ?? "";
  const toProvider = url.startsWith("/");
  const route = toProvider ? providerRoute(doors, url) : proxyRoute(doors, request);
  if (!route) {
    // Nothing is told to those who guess.
    const status = toProvider ? 404 : 407;
    refuse(response, dialectNear(url), { status, reason: "not-allowed", message: "no run has this token" });
  } else if (toProvider) route.track(serveRoute(route, doors.kind === "tokens", request, response));
  else route.track(forward(route, request, response));
}

/** The token is the first segment of the path. */
function providerRoute(doors: Doors, url: string): Route | undefined {
  return doors.kind === "own" ? doors.route : doors.route(url.split(/[/?]/)[1] ?? "");
}

async function serveRoute(
  route: Route,
  hasToken: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? "";
  const turnAway = (refusal: Refusal): void => {
    route.emit({ kind: "refused", run: route.run, reason: refusal.reason, message: refusal.message, call: null });
    refuse(response, dialectNear(url), refusal);
  };
  const target = parseTarget(url, hasToken);
  if (!target)
    return turnAway({
      status: 400,
      reason: "malformed",
      message: "the address is not one that clients of providers use",
    });
  const provider = route.providers.get(target.provider);
  if (!provider) return turnAway({ status: 404, reason: "not-allowed", message: "there is no provider of this name" });
  const operation = operationAt(request.method ?? "", target.path);
  if (!operation) {
    const message = `${request.method} ${target.path} is not something that an agent may ask`;
    return turnAway({ status: 404, reason: "not-allowed", message });
  }
  await modelCall({ route, provider, operation, target, request, response });
}

/** Clients of a proxy name the token as the password of its address. */
function proxyRoute(doors: Doors, request: IncomingMessage): Route | undefined {
  if (doors.kind === "own") return doors.route;
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers["proxy-authorization"] ?? "")?.[1] ?? "";
  return doors.route(Buffer.from(basic, "base64").toString("utf8").split(":").at(-1) ?? "");
}
