import type { IncomingMessage } from "node:http";
import type { Brake } from "./upstream.ts";

/** The message alone would have its parser go on filling buffers that are not meant to grow. */
export function messageBrake(message: IncomingMessage): Brake {
  return {
    pause: () => {
      message.pause();
      if (!message.complete) message.socket.pause();
    },
    resume: () => {
      if (!message.complete) message.socket.resume();
      message.resume();
    },
  };
}
