import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { frameBytes } from "../../../../src/sandbox/container/relay/frames.ts";
import { MOST } from "../../../../src/sandbox/container/relay/open-way.ts";
import { endOf, forwarding, freePort, relay, serving } from "../../../fixtures/relayed.ts";

/** A relay around a program that does nothing, when its way is open. */
async function opened(serve: (socket: Socket) => void) {
  const port = await freePort();
  const child = relay(await serving(serve), forwarding(port), "sleep", "60");
  await listening(port);
  return { child, port };
}

async function listening(port: number): Promise<void> {
  const answers = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.on("connect", () => socket.resetAndDestroy());
    });
  await expect.poll(answers, { timeout: 20_000 }).toBe(true);
}

function dial(port: number): Socket {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** How a connection ended, and all that it said. */
function heard(socket: Socket): Promise<{ text: string; ended: string }> {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  return new Promise((resolve) => {
    socket.once("end", () => resolve({ text, ended: "whole" }));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve({ text, ended: String(error.code) }));
  });
}

test("the client's streams and exit code are its own, and it ends as it does", async () => {
  const way = forwarding(await freePort());
  const child = relay("/nowhere", way, "sh", "-c", "cat; printf err >&2; exit 7");
  child.stdin?.end("in");
  expect(await endOf(child)).toEqual({ code: 7, by: null, out: "in", err: "err" });
  expect(await endOf(relay("/nowhere", way, "sh", "-c", "kill -KILL $$"))).toMatchObject({ code: null, by: "SIGKILL" });
});

test("what the process group is told ends neither the relay nor the way: the program may still talk", async () => {
  const { child, port } = await opened((socket) => socket.pipe(socket));
  const last = "trap 'echo told; sleep 0.3; exit 5' TERM; echo up; while :; do sleep 0.05; done";
  const polite = relay(await serving(() => {}), forwarding(await freePort()), "sh", "-c", last);
  polite.stdout?.once("data", () => process.kill(-(polite.pid ?? 0), "SIGTERM"));
  expect(await endOf(polite)).toMatchObject({ code: 5, out: "up\ntold\n" });
  child.kill("SIGTERM");
  const socket = dial(port);
  socket.end("still here");
  expect(await heard(socket)).toEqual({ text: "still here", ended: "whole" });
});

test("each piece passes as it comes, and each direction ends by itself", async () => {
  const { port } = await opened((socket) => {
    socket.write("first");
    socket.once("data", (asked) => socket.write(`<${asked}>`));
    socket.once("end", () => socket.end("last"));
  });
  const socket = dial(port);
  expect(String((await once(socket, "data"))[0])).toBe("first");
  socket.write("asked");
  expect(String((await once(socket, "data"))[0])).toBe("<asked>");
  socket.end();
  expect(await heard(socket)).toEqual({ text: "last", ended: "whole" });
});

test("twenty at once get everything while one does not read, and what waits for that one is bounded", async () => {
  let stuck: Socket | undefined;
  const text = "0123456789".repeat(100_000);
  const { port } = await opened((socket) => {
    socket.once("data", (asked) => {
      if (String(asked) === "stuck") stuck = socket;
      socket.end(String(asked) === "stuck" ? Buffer.alloc(100_000_000) : text);
    });
  });
  const silent = dial(port);
  silent.pause();
  silent.write("stuck");
  await expect.poll(() => stuck !== undefined).toBe(true);
  const all = Array.from({ length: 20 }, async (_, n) => {
    const socket = dial(port);
    socket.write(`${n}`);
    const said = await heard(socket);
    return said.text === text && said.ended === "whole";
  });
  expect(await Promise.all(all)).toEqual(Array(20).fill(true));
  expect((stuck?.writableLength ?? 0) > 80_000_000).toBe(true);
}, 30_000);

test("megabytes pass unchanged in both directions at once, to the last byte, each time", async () => {
  const { port } = await opened((socket) => socket.pipe(socket));
  const text = Array.from({ length: 100_000 }, (_, n) => `${n}\n`).join("");
  for (let time = 0; time < 30; time += 1) {
    const socket = dial(port);
    const said = heard(socket);
    socket.end(text);
    expect({ ended: (await said).ended, isSame: (await said).text === text }).toEqual({ ended: "whole", isSame: true });
  }
});

test("a gateway that is gone, or goes, is a connection that breaks, and no program that waits", async () => {
  const port = await freePort();
  relay("/nowhere/gateway.sock", forwarding(port), "sleep", "60");
  await listening(port);
  expect(await heard(dial(port))).toEqual({ text: "", ended: "ECONNRESET" });
  const going = await opened((socket) => {
    socket.write("half");
    socket.once("data", () => socket.destroy());
  });
  const socket = dial(going.port);
  socket.write("asked");
  expect((await heard(socket)).text).toBe("half");
});

test("a program that breaks a connection breaks it for the gateway, in the middle of an answer", async () => {
  const ends: Promise<unknown>[] = [];
  const { port } = await opened((socket) => {
    const answering = setInterval(() => socket.write("more"), 10);
    ends.push(new Promise((resolve) => socket.once("close", resolve)).then(() => clearInterval(answering)));
    socket.resume();
  });
  const socket = dial(port);
  await once(socket, "data");
  socket.resetAndDestroy();
  await Promise.all(ends);
});

test("when the relay is killed the program's connections break, and nothing listens any more", async () => {
  const { child, port } = await opened((socket) => void socket.write("first"));
  const socket = dial(port);
  await once(socket, "data");
  const end = heard(socket);
  child.kill("SIGKILL");
  expect((await end).ended).toBe("ECONNRESET");
  const refused = (): Promise<unknown> => heard(dial(port)).then(({ ended }) => ended);
  await expect.poll(refused).toBe("ECONNREFUSED");
});

test("a way that is lost is opened again, and its connections break", async () => {
  const { port } = await opened((socket) => {
    socket.once("data", (asked) => (String(asked) === "wait" ? socket.write("first") : socket.end("again")));
  });
  const socket = dial(port);
  socket.write("wait");
  await once(socket, "data");
  const [pid = ""] = execFileSync("pgrep", ["-f", `forwarder.ts ${port}$`], { encoding: "utf8" }).split("\n");
  const end = heard(socket);
  process.kill(Number(pid), "SIGKILL");
  expect((await end).text).toBe("");
  const asked = (): Promise<unknown> => {
    const next = dial(port);
    next.write("go on");
    return heard(next);
  };
  await expect.poll(asked, { timeout: 20_000 }).toEqual({ text: "again", ended: "whole" });
});

test("a port that can't be had, and nonsense from inside, look like a program killed from outside", async () => {
  const taken = createServer().listen(0);
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  expect(await endOf(relay("/nowhere", forwarding(port), "sleep", "60"))).toMatchObject({
    by: "SIGKILL",
    err: expect.stringMatching(/nothing leads to the gateway.*EADDRINUSE/),
  });
  expect(await endOf(relay("/nowhere", ["echo", "no frame at all"], "sleep", "60"))).toMatchObject({
    by: "SIGKILL",
    err: expect.stringContaining("no frame begins so"),
  });
});

test("a container that opens connections without end gets no more than some, and does not end the relay", async () => {
  const opens = Array.from({ length: MOST + 50 }, (_, id) => frameBytes({ kind: "open", id, bytes: Buffer.alloc(0) }));
  const hex = Buffer.concat(opens).toString("hex");
  const hostile = `process.stdout.write(Buffer.from("${hex}", "hex")); process.stdin.resume()`;
  let most = 0;
  const socket = await serving(() => {
    most += 1;
  });
  const child = relay(socket, [process.execPath, "-e", hostile], "sleep", "60");
  await expect.poll(() => most, { timeout: 10_000 }).toBe(MOST);
  expect(child.exitCode).toBe(null);
});

test("a way that ends while much waits on both sides of it is opened again, and the gateway is not kept waiting", async () => {
  const opens = (from: number): string =>
    Buffer.concat(
      Array.from({ length: 10 }, (_, id) => frameBytes({ kind: "open", id: from + id, bytes: Buffer.alloc(0) })),
    ).toString("hex");
  const say = (from: number): string => `process.stdout.write(Buffer.from("${opens(from)}", "hex"))`;
  const deaf = `${say(0)}; setTimeout(() => ${say(10)}, 300); setTimeout(() => process.exit(0), 400)`;
  let [came, open] = [0, 0];
  const socket = await serving((one) => {
    came += 1;
    open += 1;
    one.once("close", () => {
      open -= 1;
    });
    one.write(Buffer.alloc(1_000_000));
  });
  relay(socket, [process.execPath, "-e", deaf], "sleep", "60");
  await expect.poll(() => came, { timeout: 20_000 }).toBeGreaterThan(40);
  expect(open).toBeLessThanOrEqual(20);
});
