import { bedrockModel } from "./bedrock-name.ts";

/** Without what a gateway or a cloud makes of a name, and without the size of a context. */
function bare(name: string): string {
  const plain = name.replace(/^.*\//, "").replace(/\[.*\]$/, "");
  // Vertex sets a date apart by an `@`.
  return (bedrockModel(plain) ?? plain).replace("@", "-");
}

/** An inference profile of one's own says nothing of the model behind it. */
function isOpaque(name: string): boolean {
  return name.startsWith("arn:") && bedrockModel(name.replace(/^.*\//, "")) === null;
}

/** `claude-sonnet-4-5` is served as `claude-sonnet-4-5-20250929`, and the alias `sonnet` as whatever is current; clouds have names of their own for the same. */
export function isSameModel(asked: string, said: string): boolean {
  const [wanted, got] = [bare(asked), bare(said)];
  if (got === wanted || isOpaque(asked)) return true;
  if (got.startsWith(`${wanted}-`) && /^-(?:\d{6,8}|\d{4}-\d\d-\d\d|latest)$/.test(got.slice(wanted.length)))
    return true;
  return !/\d/.test(wanted) && got.split("-").includes(wanted);
}
