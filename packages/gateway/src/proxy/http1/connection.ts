import { connect, isIP, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import type { Provider } from "../../provider.ts";

/** What listens to a connection while it is used. */
interface Listener {
  /** The bytes are overwritten after this call. @returns whether more may be read before the socket is resumed. */
  onBytes(bytes: Buffer): boolean;
  onEnd(): void;
  onError(error: Error): void;
}

/** A connection to a provider, for one exchange at a time. */
export interface Connection {
  readonly socket: Socket;
  /** Null: nobody; whatever comes then was not asked for. */
  listen(listener: Listener | null): void;
}

/** Shared by all connections: each read is taken out before the next one. */
const BUFFER = Buffer.allocUnsafeSlow(64 * 1024);

export function openConnection({ base, ca }: Provider): Connection {
  let listener: Listener | null = null;
  const host = base.hostname.replace(/^\[|\]$/g, "");
  const onread = {
    buffer: BUFFER,
    callback: (bytes: number, buffer: Uint8Array): boolean => {
      const read = Buffer.from(buffer.buffer, buffer.byteOffset, bytes);
      if (listener) return listener.onBytes(read);
      socket.destroy();
      return false;
    },
  };
  const secure = base.protocol === "https:";
  const port = base.port === "" ? (secure ? 443 : 80) : Number(base.port);
  const options = { host, port, onread };
  const tls = {
    ALPNProtocols: ["http/1.1"],
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  };
  const socket = secure ? connectSecurely(Object.assign(tls, options)) : connect(options);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 1000);
  socket.on("error", (error) => listener?.onError(error));
  socket.on("end", () => listener?.onEnd());
  socket.on("close", () => listener?.onEnd());
  return {
    socket,
    listen: (next) => {
      listener = next;
    },
  };
}
