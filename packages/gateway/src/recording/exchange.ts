import { ScyllaError } from "@scylla/contracts";
import { z } from "zod";
import { FRAMES_TYPE } from "../metering/frames.ts";
import { parseJson } from "../read-json.ts";
import { recordedFrames, recordedFramesSchema } from "./recorded-frames.ts";

const RECORDING_FORMAT = "scylla-exchanges/1";

const body = z.union([
  z.strictObject({ json: z.json() }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ base64: z.base64() }),
  z.strictObject({ frames: recordedFramesSchema }),
]);

const headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const exchange = z.strictObject({
  /** The call within its run; null for what costs nothing. */
  call: z.int().positive().nullable(),
  provider: z.string(),
  request: z.strictObject({ method: z.enum(["GET", "POST"]), path: z.string(), query: z.string(), headers, body }),
  /** Null: there was no answer. */
  response: z.strictObject({ status: z.int().min(200).max(599), headers, body }).nullable(),
  end: z.enum(["complete", "cut", "client-abort", "closed", "unreachable", "timeout"]),
});

const head = z.strictObject({ format: z.literal(RECORDING_FORMAT) });

/** One request to a provider and what came of it, without keys. */
export type Exchange = Readonly<z.infer<typeof exchange>>;
export type RecordedBody = z.infer<typeof body>;

/** JSON stays readable as such, in binary frames too; a stream of events is text. */
export function recordedBody(body: Uint8Array, type: string, clean: (text: string) => string): RecordedBody {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const frames = FRAMES_TYPE.test(type) ? recordedFrames(bytes) : null;
  if (frames) return { frames: recordedFramesSchema.parse(JSON.parse(clean(JSON.stringify(frames)))) };
  const text = bytes.toString("utf8");
  if (Buffer.compare(Buffer.from(text), bytes) !== 0) return { base64: bytes.toString("base64") };
  const json = parseJson(clean(text));
  return json === undefined ? { text: clean(text) } : { json: json as z.infer<ReturnType<typeof z.json>> };
}

export const recordingHead = (): string => `${JSON.stringify({ format: RECORDING_FORMAT })}\n`;

/**
 * The exchanges of a recording, in the order in which they ended. A last line that a killed process left unfinished is passed over.
 * @param name how messages call it: its path.
 * @throws {ScyllaError} `RECORDING_DAMAGED`, with the line.
 */
export function parseRecording(content: string, name: string): readonly Exchange[] {
  const lines = content.split("\n");
  const whole = lines.slice(0, -1);
  if (!head.safeParse(parseJson(whole[0] ?? "")).success) {
    throw damaged(name, 1, `does not begin a recording of the format ${RECORDING_FORMAT}`);
  }
  return whole.slice(1).map((line, i) => {
    const parsed = exchange.safeParse(parseJson(line));
    if (parsed.success) return parsed.data;
    throw damaged(name, i + 2, "is not a recorded exchange");
  });
}

function damaged(file: string, line: number, what: string): ScyllaError {
  return new ScyllaError("RECORDING_DAMAGED", `${file}:${line} ${what}`, {
    at: { file, line },
    hint: "Restore the file from a copy, or record it again.",
  });
}
