import { crc32 } from "node:zlib";

/** A message of `application/vnd.amazon.eventstream`: lengths with a sum over them, headers that are texts, a payload, a sum over all. */
export function frame(headers: Readonly<Record<string, string>>, payload: object): Buffer {
  const head = Buffer.concat(
    Object.entries(headers).flatMap(([name, value]) => [
      Buffer.from([name.length]),
      Buffer.from(name),
      Buffer.from([7, value.length >> 8, value.length & 0xff]),
      Buffer.from(value),
    ]),
  );
  const body = Buffer.from(JSON.stringify(payload));
  const lengths = Buffer.concat([uint32(16 + head.length + body.length), uint32(head.length)]);
  const start = Buffer.concat([lengths, uint32(crc32(lengths)), head, body]);
  return Buffer.concat([start, uint32(crc32(start))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
