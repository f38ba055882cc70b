import { z } from "zod";
import { type Frame, readFrames, writeFrame } from "../metering/frames.ts";
import { members, parseJson } from "../read-json.ts";

/** A frame whose payload is JSON. What `bytes` of it hold in base64 stands there as JSON too, so that it can be read and cleaned. */
const frame = z.strictObject({ headers: z.record(z.string(), z.string()), payload: z.json() });

export const recordedFramesSchema = z.array(frame);

export type RecordedFrames = z.infer<typeof recordedFramesSchema>;

/** The whole frames of a stream, without a last one that broke off. Null: they are not of this kind. */
export function recordedFrames(body: Buffer): RecordedFrames | null {
  const { frames, damage } = readFrames(body);
  if (damage !== null) return null;
  try {
    return frames.map(({ headers, payload }) => ({ headers, payload: readable(payload) }));
  } catch {
    return null;
  }
}

function readable(payload: Buffer): RecordedFrames[number]["payload"] {
  const json = z.json().parse(parseJson(payload.toString("utf8")));
  const { bytes, ...others } = members(json);
  const inner = typeof bytes === "string" ? parseJson(Buffer.from(bytes, "base64").toString("utf8")) : undefined;
  return typeof inner === "object" && inner !== null ? z.json().parse({ bytes: inner, ...others }) : json;
}

/** The frames as they are sent. */
export function framesBytes(frames: RecordedFrames): Buffer {
  return Buffer.concat(frames.map((recorded) => writeFrame(frameOf(recorded))));
}

function frameOf({ headers, payload }: RecordedFrames[number]): Frame {
  const { bytes, ...others } = members(payload);
  const isReadable = typeof bytes === "object" && bytes !== null;
  const sent = isReadable ? { bytes: Buffer.from(JSON.stringify(bytes)).toString("base64"), ...others } : payload;
  return { headers, payload: Buffer.from(JSON.stringify(sent)) };
}
