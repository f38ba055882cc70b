import type { ServerResponse } from "node:http";
import { writeFrame } from "../../src/metering/frames.ts";

const FRAMES = "application/vnd.amazon.eventstream";

/** An event of the model's maker, as Bedrock sends it. */
export function chunk(event: unknown): Buffer {
  const bytes = Buffer.from(JSON.stringify(event)).toString("base64");
  return named("chunk", { bytes, p: "abcdefgh" });
}

/** An event of Bedrock's own. */
export function named(type: string, payload: unknown): Buffer {
  return framed({ ":event-type": type, ":content-type": "application/json", ":message-type": "event" }, payload);
}

export function exception(type: string, message: string): Buffer {
  return framed(
    { ":exception-type": type, ":content-type": "application/json", ":message-type": "exception" },
    { message },
  );
}

function framed(headers: Readonly<Record<string, string>>, payload: unknown): Buffer {
  return writeFrame({ headers, payload: Buffer.from(JSON.stringify(payload)) });
}

/** Sends frames as one answer; `cut` breaks it off. */
export function sendFrames(response: ServerResponse, bytes: Buffer, cut = false): void {
  response.writeHead(200, { "content-type": FRAMES });
  if (cut) response.write(bytes, () => response.destroy());
  else response.end(bytes);
}
