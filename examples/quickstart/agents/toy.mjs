// A simulated coding agent: no model, no network, no cost. It works the way real ones do, in a real workspace: it reads the
// instructions and skills that it finds there, may or may not think of the project's docs, and writes code from what it has read.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** How often it reads the docs: hardly ever by itself, nearly always when it is told to. */
const BY_ITSELF = 0.3;
const WHEN_TOLD = 0.96;

/** Simulated: dollars for a token, and how often the whole context is sent. */
const PRICE = { input: 3e-6, output: 15e-6 };
const TURNS = 4;

/** The same run draws the same number whenever it is repeated. */
const draw = Number(process.env.SCYLLA_SEED ?? 0) / 2 ** 32;

const read = [];
const prompt = readFileSync(0, "utf8");
read.push(prompt);

const instructions = open(["CLAUDE.md", "AGENTS.md"].find((file) => existsSync(file)));
const toldToReadDocs = /\bread what `docs\/` says/.test(instructions);
openFittingSkills();

const task = { "src/slugify.js": slugify, "src/parse-size.js": parseSize };
const file = Object.keys(task).find((name) => prompt.includes(name));
if (!file) {
  console.error("I know only src/slugify.js and src/parse-size.js, and the task names neither.");
  process.exit(1);
}
open(file);

const readsDocs = draw < (toldToReadDocs ? WHEN_TOLD : BY_ITSELF);
const code = task[file](readsDocs);
await pause(150); // a real one takes minutes
writeFileSync(file, code);
console.log(readsDocs ? `I followed docs/ and changed ${file}.` : `I changed ${file}.`);
console.log(JSON.stringify({ type: "result", ...price(code) }));

/** Reads a file of the workspace, as far as there is one; what is read is paid for. */
function open(name) {
  if (!name || !existsSync(name)) return "";
  const text = readFileSync(name, "utf8");
  read.push(text);
  return text;
}

/** An agent is shown the descriptions of all skills, and opens those that fit: here, that share a longer word with the task. */
function openFittingSkills() {
  const directory = ".claude/skills";
  for (const name of existsSync(directory) ? readdirSync(directory) : []) {
    const path = join(directory, name, "SKILL.md");
    const description = /^description: (.*)$/m.exec(readFileSync(path, "utf8"))?.[1] ?? "";
    read.push(description);
    const words = description.toLowerCase().match(/[a-z]{6,}/g) ?? [];
    if (words.some((word) => prompt.toLowerCase().includes(word))) open(path);
  }
}

/** Cells of the first two columns of a Markdown table, without its head. */
function table(text) {
  const rows = text.split("\n").flatMap((line) => /^\| *(.+?) *\| *(.+?) *\|/.exec(line)?.slice(1, 3) ?? []);
  const pairs = [];
  for (let i = 4; i < rows.length; i += 2) pairs.push([rows[i], rows[i + 1]]);
  return pairs;
}

function slugify(readsDocs) {
  const letters = readsDocs ? table(open("docs/letters.md")) : [];
  const writtenOut = letters.map(
    ([letter, as]) => `\n    .replaceAll(${JSON.stringify(letter)}, ${JSON.stringify(as)})`,
  );
  return `/** The part of an address that stands for a title: small letters, digits, and single dashes between them. */
export function slugify(title) {
  return title
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\\p{M}+/gu, "")${writtenOut.join("")}
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
`;
}

function parseSize(readsDocs) {
  const habit = [
    ["B", 1],
    ["K", 1e3],
    ["kB", 1e3],
    ["KiB", 1024],
    ["M", 1e6],
    ["MB", 1e6],
    ["MiB", 1024 ** 2],
    ["G", 1e9],
    ["GB", 1e9],
    ["GiB", 1024 ** 3],
  ];
  const agreed = readsDocs ? table(open("docs/sizes.md")) : habit;
  const units = agreed.map(([unit, bytes]) => `  ${unit.toLowerCase()}: ${bytes},`);
  return `const UNITS = {
  "": 1,
${units.join("\n")}
};

/** Bytes of a size as people write it. @throws {RangeError} for anything else. */
export function parseSize(text) {
  const [, number, unit] = /^\\s*(\\d+(?:\\.\\d+)?)\\s*([a-z]*)\\s*$/i.exec(text) ?? [];
  const factor = UNITS[unit?.toLowerCase()];
  if (number === undefined || factor === undefined) throw new RangeError(\`not a size: \${text}\`);
  return Math.${readsDocs ? "floor" : "round"}(Number(number) * factor);
}
`;
}

/** What this would have cost. Four characters are about one token. */
function price(written) {
  const inputTokens = Math.ceil((read.join("").length / 4) * TURNS);
  const outputTokens = Math.ceil(written.length / 4);
  const costUsd = inputTokens * PRICE.input + outputTokens * PRICE.output;
  return { usage: { inputTokens, outputTokens }, costUsd: Number(costUsd.toFixed(6)) };
}
