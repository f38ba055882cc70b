import type { Obstacle } from "../unavailable.ts";
import type { ContainerEngine } from "./engine.ts";

/** The last line of an error that is not advice of its own on how to get help. */
export function saidBy(kind: string, stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line !== "" && !/^(see|run) '.*--help'/i.test(line)).at(-1);
  return `${kind} says: ${said?.replace(/^(docker|error): /i, "") ?? "nothing"}`;
}

/** Makes sense of what a client said when it could not talk to its engine, or when the engine could not start a container. */
export function whyNot({ kind }: Pick<ContainerEngine, "kind">, code: number | null, stderr: string): Obstacle {
  if (code === null && stderr === "") return { reason: `${kind} does not answer`, advice: null };
  const known = KNOWN.find(({ said }) => said.test(stderr));
  if (!known) return { reason: saidBy(kind, stderr), advice: null };
  return { reason: known.reason ?? saidBy(kind, stderr), advice: known.advice };
}

const KNOWN: readonly { readonly said: RegExp; readonly reason?: string; readonly advice: string }[] = [
  {
    said: /permission denied while trying to connect|dial unix [^\n]*permission denied/i,
    reason: "you may not talk to its daemon",
    advice: "Join the group of its socket (`sudo usermod -aG docker $USER`, then log in again), or use `podman`.",
  },
  {
    said: /cannot connect to the docker daemon|failed to connect to the docker api|is the docker daemon running|cannot connect to podman/i,
    advice: "Start it: `sudo systemctl start docker`, Docker Desktop, `podman machine start`, ...",
  },
  {
    said: /catatonit|docker-init|tini/i,
    advice: "It needs a small init for its containers: `apt install catatonit` for podman, `tini` for docker.",
  },
  {
    said: /new[ug]idmap|subuid|subgid/i,
    advice: "It needs `newuidmap` (package uidmap), and lines for you in /etc/subuid and /etc/subgid.",
  },
  { said: /"?\/bin\/sh"?: (stat|no such|executable file)/i, advice: "An image of a sandbox needs /bin/sh." },
  {
    said: /exec format error/i,
    advice: "The image is for another kind of processor: pull or build it with `--platform`.",
  },
];
