// What a process takes that understands nothing of what it passes on: `pipe` passes each read on at once, `paced` as seldom as the gateway
// would, and `drop` reads everything and passes on the head and the end alone.
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { pacer } from "../src/proxy/pacer.ts";
import { tellProcessorTime } from "./processor-time.ts";

const [, , url = "", kind = "pipe"] = process.argv;
const port = Number(new URL(url).port);
const pace = pacer();
const buffer = Buffer.allocUnsafeSlow(64 * 1024);

function readFrom(agent: Socket, onRead: (bytes: Buffer, provider: Socket) => boolean): Socket {
  const callback = (size: number, bytes: Uint8Array): boolean => onRead(Buffer.from(bytes.subarray(0, size)), provider);
  const provider = connect({ host: "127.0.0.1", port, noDelay: true, onread: { buffer, callback } });
  provider.on("end", () => agent.end());
  return provider;
}

const KINDS: Readonly<Record<string, (agent: Socket) => Socket>> = {
  pipe: (agent) => {
    const provider = connect({ host: "127.0.0.1", port, noDelay: true });
    provider.pipe(agent);
    return provider;
  },
  paced: (agent) => {
    agent.on("close", pace.join());
    return readFrom(agent, (bytes, provider) => {
      agent.write(bytes);
      if (pace.pauseMs() === 0) return true;
      pace.rest({ write: () => {}, resume: () => provider.resume() });
      return false;
    });
  },
  drop: (agent) =>
    readFrom(agent, (bytes) => {
      if (bytes.includes("message_start") || bytes.includes("message_delta")) agent.write(bytes);
      return true;
    }),
};

const server = createServer({ noDelay: true }, (agent) => {
  const provider = KINDS[kind]?.(agent);
  if (!provider) throw new Error(`no such floor: ${kind}`);
  agent.pipe(provider);
  agent.on("error", () => provider.destroy());
  provider.on("error", () => agent.destroy());
});
server.listen(0, "127.0.0.1", () => tellProcessorTime(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
