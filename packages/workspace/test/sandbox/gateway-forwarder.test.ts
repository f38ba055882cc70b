import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { place } from "../fixtures/places.ts";

const FORWARDER = join(import.meta.dirname, "../../src/sandbox/gateway-forwarder.ts");

/** A gateway that does this with each connection, and a free port. */
async function gateway(serve: (socket: Socket) => void): Promise<{ socket: string; port: number }> {
  const socket = join(place(), "gateway.sock");
  const server = createServer({ allowHalfOpen: true }, serve);
  onTestFinished(() => void server.close());
  await listening(server, socket);
  return { socket, port: await freePort() };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server, 0);
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

async function listening(server: Server, at: number | string): Promise<void> {
  server.listen(typeof at === "number" ? { port: at, host: "127.0.0.1" } : { path: at });
  await once(server, "listening");
}

function forward({ socket, port }: { socket: string; port: number }, ...command: string[]): ChildProcess {
  const args = ["--no-warnings", FORWARDER, String(port), socket, "group", ...command];
  return spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"], detached: true });
}

async function ended(
  child: ChildProcess,
): Promise<{ code: number | null; by: string | null; out: string; err: string }> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  const [code, by] = await once(child, "close");
  return { code, by, out, err };
}

const silent = (socket: Socket): void => void socket.on("error", () => {});

test("a program's input, output and exit code pass through untouched", async () => {
  const child = forward(await gateway(silent), "sh", "-c", "cat; printf err >&2; exit 7");
  child.stdin?.end("in");
  expect(await ended(child)).toEqual({ code: 7, by: null, out: "in", err: "err" });
});

test("a program that dies by a signal is seen to, and one that can't be started too", async () => {
  const way = await gateway(silent);
  for (const signal of ["KILL", "TERM", "SEGV"]) {
    expect(await ended(forward(way, "sh", "-c", `kill -${signal} $$`))).toMatchObject({
      code: null,
      by: `SIG${signal}`,
    });
  }
  expect(await ended(forward(way, "no-such-program"))).toMatchObject({
    code: 127,
    err: expect.stringContaining("ENOENT"),
  });
});

test("the way is open before the program's first instruction, for many at once, in both directions", async () => {
  const way = await gateway((socket) => socket.pipe(socket));
  const ask = `Promise.all([1,2,3,4,5,6,7,8].map((n) => new Promise((resolve, reject) => {
    const text = String(n).repeat(300_000);
    let said = "";
    require("net").connect(${way.port}, "127.0.0.1").on("error", reject).on("data", (d) => { said += d; }).on("end", () => resolve(said === text)).end(text);
  }))).then((all) => console.log(all.join()))`;
  expect((await ended(forward(way, process.execPath, "-e", ask))).out).toBe(`${Array(8).fill("true").join()}\n`);
});

test("each piece passes as it comes, and a connection that one side breaks is broken on the other", async () => {
  let broken = false;
  const way = await gateway((socket) => {
    socket.on("error", () => {});
    socket.on("end", () => {
      broken = true;
    });
    socket.resume();
    socket.write("first");
  });
  const child = forward(way, "sh", "-c", "echo up; exec sleep 30");
  await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  const client = connect(way.port, "127.0.0.1");
  expect(String((await once(client, "data"))[0])).toBe("first");
  client.resetAndDestroy();
  while (!broken) await delay(10);
  process.kill(-(child.pid ?? 0), "SIGKILL");
});

test("a gateway that is gone refuses, and keeps nobody waiting", async () => {
  const way = { socket: join(place(), "nothing.sock"), port: await freePort() };
  const ask = `require("net").connect(${way.port}, "127.0.0.1").on("error", () => {}).on("close", () => console.log("closed"))`;
  expect(await ended(forward(way, process.execPath, "-e", ask))).toMatchObject({ code: 0, out: "closed\n" });
});

test("what the process group is told reaches the program once, and it may finish", async () => {
  const child = forward(
    await gateway(silent),
    "sh",
    "-c",
    "trap 'echo told' TERM; echo up; until read line; do :; done; echo $line",
  );
  child.stdout?.once("data", () => {
    process.kill(-(child.pid ?? 0), "SIGTERM");
    setTimeout(() => child.stdin?.end("finished\n"), 200);
  });
  expect(await ended(child)).toMatchObject({ code: 0, out: "up\ntold\nfinished\n" });
});

test("where this process alone is told, it tells the program", async () => {
  const { port, socket } = await gateway(silent);
  const polite = "trap 'echo told; exit 5' TERM; echo up; while :; do sleep 0.05; done";
  const args = ["--no-warnings", FORWARDER, String(port), socket, "program", "sh", "-c", polite];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout?.once("data", () => child.kill("SIGTERM"));
  expect(await ended(child)).toMatchObject({ code: 5, out: "up\ntold\n" });
});

test("a port that can't be had looks like a program killed from outside: it was not started", async () => {
  const way = await gateway(silent);
  const taken = createServer();
  await listening(taken, way.port);
  onTestFinished(() => void taken.close());
  expect(await ended(forward(way, "echo", "started"))).toMatchObject({
    by: "SIGKILL",
    out: "",
    err: expect.stringContaining("EADDRINUSE"),
  });
});
