import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Question } from "../upstream.ts";

/** What comes before the body. @throws for a header that would be more than one. */
export function requestHead({ provider, method, path, headers, body }: Question): string {
  const { base } = provider;
  const length = method === "GET" ? {} : { "content-length": String(body.length) };
  const all = { host: base.host, connection: "keep-alive", ...headers, ...length };
  const lines = Object.entries(all).flatMap(([name, given]) => {
    validateHeaderName(name);
    return [given].flat().map((value) => {
      validateHeaderValue(name, String(value));
      return `${name}: ${value}\r\n`;
    });
  });
  return `${method} ${base.pathname.replace(/\/+$/, "")}${path} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
