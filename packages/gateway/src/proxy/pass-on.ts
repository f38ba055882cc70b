import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { Secrets } from "../keys/secrets.ts";
import type { Answer } from "./ask.ts";
import type { Pacer } from "./pacer.ts";
import { type PumpEnd, pump } from "./pump.ts";

/** An error's body is held back so far, since some servers repeat the key in it that they did not take. */
const MAX_ERROR_BYTES = 1024 * 1024;

/** Sends an answer to the agent. @param onChunk sees every piece of its body as the provider sent it. */
export async function passOn(
  { status, headers, body, brake }: Answer,
  response: ServerResponse,
  secrets: Secrets,
  pace: Pacer,
  onChunk: (chunk: Buffer) => void,
): Promise<PumpEnd> {
  const clean = withoutSecrets(headers, secrets);
  if (status >= 400) return await passOnError(body, response, status, clean, secrets, onChunk);
  response.writeHead(status, clean);
  response.flushHeaders();
  return await pump({ body, brake }, response, pace, onChunk);
}

function withoutSecrets(headers: OutgoingHttpHeaders, secrets: Secrets): OutgoingHttpHeaders {
  const clean = (value: OutgoingHttpHeaders[string]) =>
    Array.isArray(value) ? value.map((one) => secrets.redact(one)) : secrets.redact(String(value));
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, clean(value)]));
}

async function passOnError(
  body: Readable,
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders,
  secrets: Secrets,
  onChunk: (chunk: Buffer) => void,
): Promise<PumpEnd> {
  const chunks: Buffer[] = [];
  let size = 0;
  let end: PumpEnd = "complete";
  response.on("close", () => body.destroy());
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      onChunk(chunk);
      size += chunk.length;
      if (size > MAX_ERROR_BYTES) break;
      chunks.push(chunk);
    }
  } catch (error) {
    end = (error as NodeJS.ErrnoException).code === "ETIMEDOUT" ? "timeout" : "cut";
  }
  if (response.destroyed) return "client-abort";
  const bytes = Buffer.concat(chunks);
  const { "content-length": _, ...others } = headers;
  // What nobody can read may hold anything.
  const whole = headers["content-encoding"] === undefined ? Buffer.from(secrets.redact(bytes.toString("utf8"))) : bytes;
  response.writeHead(status, { ...others, "content-length": whole.length });
  response.end(whole);
  return end;
}
