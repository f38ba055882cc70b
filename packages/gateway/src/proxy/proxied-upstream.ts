import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { messageBrake } from "./message-brake.ts";
import type { Upstream, UpstreamAnswer } from "./upstream.ts";

/** Servers close idle connections after 5 s and more: one that is about to be closed is not used again. */
const SPARE_MS = 4_000;

/** Asks through `node:http`, which knows the ways of proxies. @param proxyEnv the variables that name them. */
export function proxiedUpstream(proxyEnv: Record<string, string>): Upstream {
  const options = { keepAlive: true, timeout: SPARE_MS, proxyEnv };
  // Passed to the sockets: a stream that rests is to wait in the system's buffer, where waiting costs nothing.
  const plain = { ...options, readableHighWaterMark: 1 };
  const secure = { ...options, highWaterMark: 1 };
  const http = new HttpAgent(plain);
  const https = new HttpsAgent(secure);
  return {
    ask: ({ provider, method, path, headers, body, idleMs, signal }) => {
      const { promise, resolve, reject } = Promise.withResolvers<UpstreamAnswer>();
      const { base, ca } = provider;
      const tls = base.protocol === "https:";
      const request = (tls ? httpsRequest : httpRequest)({
        agent: tls ? https : http,
        protocol: base.protocol,
        hostname: base.hostname.replace(/^\[|\]$/g, ""),
        port: base.port === "" ? undefined : Number(base.port),
        method,
        path: `${base.pathname.replace(/\/+$/, "")}${path}`,
        headers: { ...headers, ...(method === "GET" ? {} : { "content-length": body.length }) },
        ...(ca === undefined ? {} : { ca }),
        signal,
      });
      let answer: IncomingMessage | null = null;
      request.setTimeout(idleMs, () =>
        (answer ?? request).destroy(Object.assign(new Error("silent"), { code: "ETIMEDOUT" })),
      );
      request.on("response", (response) => {
        answer = response;
        const { statusCode: status = 502, headers: given, rawHeaders } = response;
        resolve({ status, headers: given, rawHeaders, body: response, brake: messageBrake(response) });
      });
      request.on("error", reject);
      request.end(body);
      return promise;
    },
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}
