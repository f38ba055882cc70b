import { expect, test } from "vitest";
import { output } from "../src/output.ts";
import { host } from "./fixtures/host.ts";

test("on a terminal people read stdout, live and in colour", () => {
  const it = host({ stdout: true, stderr: true });
  const out = output({}, it);
  expect(out).toMatchObject({ people: it.stdout, live: true, color: true });
  expect(out.width()).toBe(100);
});

test("where stdout leads elsewhere, people read stderr", () => {
  const it = host({ stdout: false, stderr: true });
  expect(output({}, it)).toMatchObject({ people: it.stderr, live: true, color: true });
});

test("a program that asked for JSON gets stdout for itself", () => {
  const it = host({ stdout: true, stderr: true });
  const out = output({ json: true }, it);
  out.say("to people");
  out.answer("{}\n");
  expect(out.people).toBe(it.stderr);
  expect([it.text(it.stdout), it.text(it.stderr)]).toEqual(["{}\n", "to people\n"]);
});

test("without a terminal there is neither colour nor movement, and a width of 80", () => {
  const out = output({}, host({ stdout: false, stderr: false }));
  expect(out).toMatchObject({ live: false, color: false });
  expect(out.width()).toBe(80);
});

test("a dumb terminal is not drawn on", () => {
  expect(output({}, host({ stdout: true, stderr: true, env: { TERM: "dumb" } })).live).toBe(false);
});

test("NO_COLOR is heard", () => {
  expect(output({}, host({ stdout: true, stderr: true, env: { NO_COLOR: "1" } }))).toMatchObject({
    live: true,
    color: false,
  });
});
