import type { ServerResponse } from "node:http";
import type { Dialect, Refusal } from "../dialects/dialect.ts";

/** Answers in the provider's stead, in a way that clients do not try again: the limit would be the same the next time. */
export function refuse(response: ServerResponse, dialect: Dialect, refusal: Refusal): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const status = dialect.refusalStatus?.(refusal.status) ?? refusal.status;
  const body = Buffer.from(JSON.stringify(dialect.errorBody({ ...refusal, status })));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": body.length,
    ...(status < 500 ? { "x-should-retry": "false" } : {}),
    // Whatever else the request may hold is not worth reading.
    connection: "close",
  });
  response.end(body);
}
