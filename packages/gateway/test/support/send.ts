import { request as httpRequest, type IncomingHttpHeaders } from "node:http";

export interface Sent {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The answer came to its end; false when its connection broke. */
  readonly whole: boolean;
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
  readonly socket?: string;
  readonly signal?: AbortSignal;
  /** Called with each piece as it comes. */
  readonly onChunk?: (chunk: string) => void;
}

/** Sends a request as an agent's client would, without following or repeating anything. */
export async function send(url: string, options: Sending = {}): Promise<Sent> {
  const { method = "POST", headers = {}, body = "{}", socket, signal, onChunk } = options;
  const { promise, resolve, reject } = Promise.withResolvers<Sent>();
  const request = httpRequest(
    url,
    { method, headers, agent: false, ...(socket ? { socketPath: socket } : {}), ...(signal ? { signal } : {}) },
    (response) => {
      let text = "";
      const told = (whole: boolean) => () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, whole });
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        onChunk?.(chunk);
      });
      response.on("end", told(true));
      response.on("error", told(false));
    },
  );
  request.on("error", reject);
  request.end(method === "GET" ? undefined : body);
  return await promise;
}
