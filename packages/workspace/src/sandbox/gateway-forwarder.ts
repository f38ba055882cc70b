/**
 * Runs inside of a sandbox, before the program: listens where the program looks for the gateway, and passes each connection on to the gateway's
 * socket. Arguments: port, socket, who is told of signals, program and its arguments. It needs no other file and ends as the program does. Signals
 * must not end what the program talks through. Where the whole process `group` is told, they reach it by themselves; where only this process
 * is, they are passed on to the `program`.
 */
import { spawn } from "node:child_process";
import { connect, createServer, type Socket } from "node:net";

const [port, socket, told, program = "", ...args] = process.argv.slice(2);

const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
  join(client, connect({ path: String(socket), allowHalfOpen: true }));
});
server.once("error", fail);
// On every address: in here there is only loopback. To name one costs the look-up of a name, 8 ms.
server.listen(Number(port), start);

function join(client: Socket, gateway: Socket): void {
  client.pipe(gateway).pipe(client);
  for (const [one, other] of [
    [client, gateway],
    [gateway, client],
  ] as const) {
    one.on("error", () => other.destroy());
    one.on("close", () => other.destroySoon());
  }
}

function start(): void {
  for (const signal of ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (told === "program") child.kill(signal);
    });
  }
  const child = spawn(program, args, { stdio: "inherit" });
  child.once("error", (error: NodeJS.ErrnoException) => {
    process.stderr.write(`${program}: ${error.message}\n`);
    process.exit(error.code === "ENOENT" ? 127 : 126);
  });
  child.once("exit", (code, signal) => (signal === null ? process.exit(code ?? 0) : end(signal)));
}

/** Handlers are removed, so that the signal ends this process too. */
function end(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Looks as if killed from outside: no program ran. */
function fail(error: Error): void {
  process.stderr.write(`the gateway can't be reached at port ${port}: ${error.message}\n`);
  end("SIGKILL");
}
