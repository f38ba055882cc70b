import { readFile } from "node:fs/promises";
import { experimentFileSchema } from "@scylla/contracts";
import { expect, test } from "vitest";
import { parse } from "yaml";

const PAGE = new URL("../../../docs/models.md", import.meta.url);

test("the experiments of the page on models can be read", async () => {
  const blocks = [...(await readFile(PAGE, "utf8")).matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  expect(blocks).toHaveLength(3);
  for (const text of blocks) expect(experimentFileSchema.safeParse(parse(text)).error?.issues).toBeUndefined();
});
