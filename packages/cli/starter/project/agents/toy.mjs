// A simulated agent: no model, no network, no cost. It does what every agent does: it takes a prompt on its standard input, looks at
// what it finds in its working directory, changes files there, and exits. Put the call of a real one in its place.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

readFileSync(0, "utf8"); // the prompt; a real agent would read it

const ADVICE = /handle edge cases/i;
const says = (file) => existsSync(file) && ADVICE.test(readFileSync(file, "utf8"));

// Scylla gives each run a number of its own; here it decides what a model would decide.
const draw = Number(process.env.SCYLLA_SEED ?? 0) / 2 ** 32;
const opensSkill = draw < 0.5 && says(".claude/skills/edge-cases/SKILL.md");
const isCareful = says("CLAUDE.md") || opensSkill;

const code = isCareful
  ? `export function initials(name) {
  const words = name.split(/\\s+/).filter((word) => word !== "");
  return words.map((word) => word[0].toUpperCase()).join("");
}
`
  : `export function initials(name) {
  return name.split(" ").map((word) => word[0].toUpperCase()).join("");
}
`;
writeFileSync("src/initials.js", code);

// Optional, as the last line: what the run used. These prices are made up.
console.log(JSON.stringify({ type: "result", costUsd: isCareful ? 0.012 : 0.01 }));
