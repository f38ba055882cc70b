import { findProgram } from "../find-program.ts";
import type { Obstacle } from "../unavailable.ts";

const NO_BASH: Obstacle = {
  reason: "programs would inherit open files of this process, and there is no bash to close them",
  advice: "Install bash, or start Scylla from a shell that leaves no other files open.",
};

/** Only bash has a way to name a descriptor of more than one digit. It must read nothing that the environment names: hence `-p`. */
export function shellThatCloses(
  descriptors: readonly number[],
  path: string | undefined,
): readonly string[] | Obstacle {
  if (descriptors.every((descriptor) => descriptor < 10)) return ["/bin/sh"];
  const bash = findProgram("bash", path);
  return bash === null ? NO_BASH : [bash, "-p"];
}
