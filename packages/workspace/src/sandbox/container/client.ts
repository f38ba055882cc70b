import { findProgram } from "../find-program.ts";
import { trial } from "../trial.ts";
import type { Obstacle } from "../unavailable.ts";
import { clientEnvironment } from "./client-environment.ts";
import type { ContainerEngine, EngineFacts } from "./engine.ts";
import { saidBy, whyNot } from "./why-not.ts";

/** A client that reaches its engine. */
export interface Client {
  readonly engine: ContainerEngine;
  /** The client's file. */
  readonly file: string;
  readonly facts: EngineFacts;
}

export interface ClientOptions {
  /** Where `docker` and `podman` are looked up. Default: the PATH of this process. */
  readonly path?: string | undefined;
}

/** Finds the client and asks its engine what it can do. */
export async function openClient(
  engine: ContainerEngine,
  { path = process.env["PATH"] }: ClientOptions,
): Promise<Client | Obstacle> {
  const { kind } = engine;
  const file = findProgram(kind, path);
  if (file === null) return { reason: `${kind} is not installed`, advice: engine.install, isMissing: true };
  const { code, stdout, stderr } = await trial([file, ...engine.info], clientEnvironment(process.env));
  if (code !== 0) return whyNot(engine, code, stderr);
  const { platform } = process;
  const caller = { uid: process.getuid?.() ?? 1000, gid: process.getgid?.() ?? 1000, platform };
  try {
    return { engine, file, facts: engine.facts(JSON.parse(stdout), caller) };
  } catch {
    return { reason: saidBy(kind, stdout), advice: null };
  }
}
