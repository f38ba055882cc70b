import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { openCarrier } from "../../../../src/sandbox/container/relay/carrier.ts";
import { WINDOW } from "../../../../src/sandbox/container/relay/channel.ts";
import { type Frame, frameBytes, frameReader } from "../../../../src/sandbox/container/relay/frames.ts";
import { place } from "../../../fixtures/places.ts";

/** A carrier of one connection, whose far side is held here: as frames, and as the socket that it leads to. */
async function carried() {
  const path = join(place(), "gateway.sock");
  const server = createServer({ allowHalfOpen: true }).listen(path);
  const way = new PassThrough();
  const sent: Frame[] = [];
  way.on(
    "data",
    frameReader((frame) => sent.push(frame)),
  );
  const carrier = openCarrier(way, () => {});
  const arrived = once(server, "connection");
  carrier.carry(1, connect({ path, allowHalfOpen: true }));
  const [gateway] = (await arrived) as [Socket];
  gateway.on("error", () => {});
  onTestFinished(() => {
    gateway.destroy();
    carrier.breakAll();
    server.close();
  });
  const receive = (kind: Frame["kind"], bytes: Buffer = Buffer.alloc(0), id = 1): void =>
    carrier.receive(frameBytes({ kind, id, bytes }));
  return { carrier, gateway, sent, receive };
}

function creditOf(bytes: number): Buffer {
  const credit = Buffer.alloc(4);
  credit.writeUInt32BE(bytes);
  return credit;
}

test("no more is sent than the other end takes, and the end comes after all of it", async () => {
  const { gateway, sent, receive } = await carried();
  gateway.end(Buffer.alloc(2 * WINDOW, 7));
  const data = (): number => sent.reduce((sum, { kind, bytes }) => sum + (kind === "data" ? bytes.length : 0), 0);
  await expect.poll(data).toBe(WINDOW);
  receive("credit", creditOf(1000));
  await expect.poll(data).toBe(WINDOW + 1000);
  for (let taken = 1000; taken < WINDOW; taken += 100_000) {
    receive("credit", creditOf(Math.min(100_000, WINDOW - taken)));
    await expect.poll(data).toBe(WINDOW + Math.min(taken + 100_000, WINDOW));
  }
  await expect.poll(() => sent.at(-1)?.kind).toBe("end");
});

test("what a socket took may be sent again, and what it did not take may not", async () => {
  const { gateway, sent, receive } = await carried();
  const half = Buffer.alloc(WINDOW / 8, 7);
  gateway.resume();
  for (let part = 0; part < 4; part += 1) receive("data", half);
  await expect
    .poll(() => sent.map(({ kind, bytes }) => [kind, bytes.readUInt32BE()]))
    .toEqual([["credit", WINDOW / 2]]);
  gateway.pause();
  for (let part = 0; part < 8; part += 1) receive("data", half);
  expect(() => receive("data", half)).toThrow("more came than may");
});

test("what no honest other end sends is refused: it could fill this process, or never end", async () => {
  for (const [kind, bytes] of [
    ["credit", creditOf(1)],
    ["data", Buffer.alloc(0)],
    ["end", Buffer.from("x")],
    ["credit", Buffer.from("x")],
  ] as const) {
    const { receive } = await carried();
    expect(() => receive(kind, bytes), kind).toThrow();
  }
  const { carrier, receive } = await carried();
  receive("end");
  expect(() => receive("data", Buffer.from("x"))).toThrow("more came");
  expect(() =>
    carrier.carry(
      1,
      connect({ path: "/nowhere" }).on("error", () => {}),
    ),
  ).toThrow("opened twice");
});

test("what comes late, for a connection that is over, is nobody's", async () => {
  const { carrier, gateway, receive } = await carried();
  const ended = once(gateway, "end");
  gateway.resume();
  receive("reset");
  await ended;
  await expect.poll(carrier.size).toBe(0);
  receive("data", Buffer.from("late"));
  receive("credit", creditOf(1));
});
