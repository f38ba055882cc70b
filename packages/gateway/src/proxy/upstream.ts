import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Environment } from "../keys/key-source.ts";
import type { Provider } from "../provider.ts";

/** Connections to providers, kept open between calls. */
export interface Upstream {
  /**
   * Sends a request and waits for the head of its answer. A request is sent once: whether it is tried again is the agent's decision,
   * and seen as such.
   * @throws {UpstreamFailure}
   */
  ask(question: Question): Promise<IncomingMessage>;
  close(): void;
}

interface Question {
  readonly provider: Provider;
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** The provider may be silent for so long. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

export type UpstreamFailure = Error & { readonly code?: string };

/** Servers close idle connections after 5 s and more: one that is about to be closed is not used again. */
const SPARE_MS = 4_000;

/** @param env its `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are kept to. */
export function upstream(env: Environment): Upstream {
  const options = { keepAlive: true, timeout: SPARE_MS, proxyEnv: proxyVariables(env) };
  // Passed to the sockets: a stream that rests is to wait in the system's buffer, where waiting costs nothing.
  const plain = { ...options, readableHighWaterMark: 1 };
  const secure = { ...options, highWaterMark: 1 };
  const http = new HttpAgent(plain);
  const https = new HttpsAgent(secure);
  return {
    ask: ({ provider, method, path, headers, body, idleMs, signal }) => {
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
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
        resolve(response);
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

function proxyVariables(env: Environment): Record<string, string> {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
