import { expect, test } from "vitest";
import { snippets, toInstall } from "../src/readme.ts";

const README = `# a

\`\`\`sh
npm install --global @scylla/a zod
\`\`\`

\`\`\`ts
one();
\`\`\`

\`\`\`text
1
\`\`\`

\`\`\`ts
two();
\`\`\`

Said in between.

\`\`\`text
not its output
\`\`\`
`;

test("a program's output is the block of text right after it", () => {
  expect(snippets(README)).toEqual([
    { code: "one();\n", prints: "1\n" },
    { code: "two();\n", prints: null },
  ]);
});

test("what is to be installed is read without the flags", () => {
  expect(toInstall(README)).toEqual(["@scylla/a", "zod"]);
  expect(toInstall("# nothing")).toEqual([]);
});
