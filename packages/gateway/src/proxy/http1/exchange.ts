import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { Question, UpstreamAnswer } from "../upstream.ts";
import type { Connection } from "./connection.ts";
import type { ResponseHead } from "./response-head.ts";
import { responseReader } from "./response-reader.ts";

/**
 * Asks on this connection and waits for the head of the answer.
 * @param head what is sent before the body. @param free is called when another one may ask on the connection.
 */
export function exchangeOn(
  connection: Connection,
  question: Question,
  head: string,
  free: () => void,
): Promise<UpstreamAnswer> {
  const { socket } = connection;
  const { signal, idleMs } = question;
  const { promise, resolve, reject } = Promise.withResolvers<UpstreamAnswer>();
  const reader = responseReader();
  let body: Body | null = null;
  let staysOpen = false;

  /** From now on the connection is somebody else's. */
  const leave = (): void => {
    signal.removeEventListener("abort", abort);
    socket.off("timeout", timeout);
    connection.listen(null);
    body?.letGo();
  };
  const fail = (error: Error): void => {
    leave();
    socket.destroy();
    // Whoever gave it up knows that.
    if (body) body.content.destroy(signal.aborted ? undefined : error);
    else reject(error);
  };
  const abort = (): void => fail(coded("ABORT_ERR", "given up"));
  const timeout = (): void => fail(coded("ETIMEDOUT", "silent"));
  const finish = (mayStay: boolean): void => {
    leave();
    if (mayStay && socket.writableLength === 0) free();
    else socket.destroy();
    body?.content.push(null);
  };
  const answered = ({ status, rawHeaders, headers, ...given }: ResponseHead): void => {
    staysOpen = given.staysOpen;
    body = bodyFrom(socket, () => {
      leave();
      socket.destroy();
    });
    resolve({ status, rawHeaders, headers, body: body.content, brake: body.brake });
  };
  const onBytes = (bytes: Buffer): boolean => {
    try {
      const { head: given, content, state, broken } = reader.push(bytes);
      if (given) answered(given);
      // Whoever gets the head listens to the body only when this turn is over.
      if (broken) setImmediate(fail, broken);
      if (content) body?.add(content);
      if (state !== "open") finish(staysOpen && state === "done");
    } catch (error) {
      fail(error as Error);
    }
    return body?.mayReadOn() ?? true;
  };

  connection.listen({
    onBytes,
    onEnd: () => (reader.isWholeAtEnd() ? finish(false) : fail(coded("ECONNRESET", "broken off"))),
    onError: fail,
  });
  signal.addEventListener("abort", abort);
  socket.setTimeout(idleMs);
  socket.on("timeout", timeout);
  if (signal.aborted) abort();
  else send(socket, head, question);
  return promise;
}

const coded = (code: string, message: string): Error => Object.assign(new Error(message), { code });

function send(socket: Socket, head: string, { method, body }: Question): void {
  socket.cork();
  socket.write(head, "latin1");
  if (method !== "GET") socket.write(body);
  socket.uncork();
  socket.resume();
}

interface Body extends Pick<UpstreamAnswer, "brake"> {
  readonly content: Readable;
  add(piece: Buffer): void;
  /** False until it resumes the connection by itself. */
  mayReadOn(): boolean;
  /** Leaves the connection alone from now on. */
  letGo(): void;
}

/**
 * A body whose connection reads on while nobody brakes and nothing piles up. It stops with the read that it is in, or else with the next
 * one: a socket that pauses and resumes goes through the states of its stream each time.
 */
function bodyFrom(socket: Socket, onDestroy: () => void): Body {
  let isMine = true;
  let isFull = false;
  let isBraked = false;
  const mayReadOn = (): boolean => !isMine || !(isFull || isBraked);
  const readOn = (): void => void (isMine && mayReadOn() && socket.resume());
  const content = new Readable({
    read: () => {
      isFull = false;
      readOn();
    },
    destroy: (error, callback) => {
      if (isMine) onDestroy();
      callback(error);
    },
  });
  return {
    content,
    add: (piece) => {
      isFull = !content.push(piece);
    },
    mayReadOn,
    letGo: () => {
      isMine = false;
    },
    brake: {
      pause: () => {
        isBraked = true;
      },
      resume: () => {
        isBraked = false;
        readOn();
      },
    },
  };
}
