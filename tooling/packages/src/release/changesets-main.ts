import { REPOSITORY } from "../published-packages.ts";
import { missingChangesets } from "./missing-changesets.ts";
import { packedDifference } from "./packed-difference.ts";

const missing = await missingChangesets(REPOSITORY, packedDifference(REPOSITORY));
if (missing.length > 0) {
  console.error(`${missing.join("\n")}\nSay what it means for users: \`pnpm changeset\`.`);
  process.exitCode = 1;
}
