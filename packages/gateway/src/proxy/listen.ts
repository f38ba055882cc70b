import { chmod, lstat, unlink } from "node:fs/promises";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { isAbsolute } from "node:path";
import { ScyllaError } from "@scylla/contracts";

/** The shortest that any system has (macOS). */
const MAX_SOCKET_PATH = 103;

/** @returns the port. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  await listening(server, { host: "127.0.0.1", port }).catch((error: unknown) => {
    throw failed(`port ${port}`, error, "Let it choose a free port, or end what has this one.");
  });
  return (server.address() as AddressInfo).port;
}

/** Only the owner may connect. A socket that a killed process left is replaced; nothing else is ever removed. */
export async function listenOnSocket(server: Server, path: string): Promise<void> {
  if (!isAbsolute(path) || path.includes("\0") || Buffer.byteLength(path) > MAX_SOCKET_PATH) {
    throw new ScyllaError("CONFIG_INVALID", `no socket can be made at ${path}`, {
      hint: `Give an absolute path of at most ${MAX_SOCKET_PATH} bytes.`,
    });
  }
  const listen = async (): Promise<void> => {
    await listening(server, { path });
    await chmod(path, 0o600);
  };
  await listen()
    .catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" || !(await isLeft(path))) throw error;
      await unlink(path);
      await listen();
    })
    .catch((error: unknown) => {
      throw failed(path, error, "Name a path in a directory of your own where nothing stands yet.");
    });
}

/** A socket that nobody listens on. */
async function isLeft(path: string): Promise<boolean> {
  if (!(await lstat(path)).isSocket()) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = connect(path);
  probe.on("connect", () => resolve(false));
  probe.on("error", (error: NodeJS.ErrnoException) => resolve(error.code === "ECONNREFUSED"));
  return await promise.finally(() => probe.destroy());
}

function listening(server: Server, at: { host: string; port: number } | { path: string }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(at, () => {
    server.removeListener("error", reject);
    resolve();
  });
  return promise;
}

function failed(where: string, error: unknown, hint: string): ScyllaError {
  const { code } = error as NodeJS.ErrnoException;
  const why = code === "EADDRINUSE" ? "it is in use" : `${code ?? error}`;
  return new ScyllaError("GATEWAY_FAILED", `the gateway can't listen on ${where}: ${why}`, { hint, cause: error });
}

/** Ends every connection. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
