import { expect, test } from "vitest";
import { reflows } from "../../src/progress/reflows.ts";

test.each([
  ["most terminals wrap anew", { TERM: "xterm-256color" }, true],
  ["xterm itself cuts off", { TERM: "xterm", XTERM_VERSION: "XTerm(390)" }, false],
  ["screen cuts off", { TERM: "screen", STY: "1.a" }, false],
  ["the console cuts off", { TERM: "linux" }, false],
  ["tmux wraps, whatever it runs in", { TERM: "screen", TMUX: "/tmp/x,1,0", XTERM_VERSION: "XTerm(390)" }, true],
])("%s", (_what, env, wraps) => {
  expect(reflows(env)).toBe(wraps);
});
