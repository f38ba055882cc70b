import type { Brake } from "./upstream.ts";

/** For a source that makes many pieces of what it has read: those of one turn of the event loop come before it stops. */
export function lateBrake(brake: Brake): Brake {
  let isBraked = false;
  const stop = (): void => {
    if (isBraked) brake.pause();
  };
  return {
    pause: () => {
      if (!isBraked) setImmediate(stop);
      isBraked = true;
    },
    resume: () => {
      isBraked = false;
      brake.resume();
    },
  };
}
