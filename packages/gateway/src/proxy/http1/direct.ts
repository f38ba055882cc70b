import type { Upstream } from "../upstream.ts";
import { type Connection, openConnection } from "./connection.ts";
import { exchangeOn } from "./exchange.ts";
import { requestHead } from "./request-head.ts";

/** Servers close idle connections after 5 s and more: one that is about to be closed is not used again. */
const SPARE_MS = 4_000;

/**
 * Speaks HTTP/1.1 to providers by itself: a stream is read in whole reads, as seldom as its pace says, where `node:http` makes a call of
 * each event and reads ahead.
 */
export function directUpstream(): Upstream {
  const idle = new Map<string, Connection[]>();
  const all = new Set<Connection>();

  const open = (question: Parameters<Upstream["ask"]>[0]): Connection => {
    const connection = openConnection(question.provider);
    all.add(connection);
    connection.socket.on("close", () => {
      all.delete(connection);
      forget(question.provider.id, connection);
    });
    connection.socket.on("timeout", () => {
      if (idle.get(question.provider.id)?.includes(connection)) connection.socket.destroy();
    });
    return connection;
  };
  const forget = (id: string, connection: Connection): void => {
    idle.set(
      id,
      (idle.get(id) ?? []).filter((one) => one !== connection),
    );
  };
  const keep = (id: string, connection: Connection): void => {
    connection.socket.setTimeout(SPARE_MS);
    connection.socket.resume();
    idle.set(id, [...(idle.get(id) ?? []), connection]);
  };
  const take = (id: string): Connection | undefined => {
    const connection = idle
      .get(id)
      ?.findLast(({ socket }) => !socket.destroyed && socket.writable && !socket.readableEnded);
    if (connection) forget(id, connection);
    return connection;
  };
  return {
    ask: async (question) => {
      const { id } = question.provider;
      const head = requestHead(question);
      const connection = take(id) ?? open(question);
      return exchangeOn(connection, question, head, () => keep(id, connection));
    },
    close: () => {
      for (const { socket } of all) socket.destroy();
    },
  };
}
