import type { IncomingMessage } from "node:http";
import { lateBrake } from "./late-brake.ts";
import type { Brake } from "./upstream.ts";

/** The message alone would have its parser go on filling buffers that are not meant to grow. */
export function messageBrake(message: IncomingMessage): Brake {
  return lateBrake({
    pause: () => {
      // There is nothing more to read, and its end need not wait.
      if (message.complete) return;
      message.pause();
      message.socket.pause();
    },
    resume: () => {
      if (!message.complete) message.socket.resume();
      message.resume();
    },
  });
}
