/** Without what a gateway puts before a name, and without the size of a context. */
function bare(name: string): string {
  return name.replace(/^.*\//, "").replace(/\[.*\]$/, "");
}

/** `claude-sonnet-4-5` is served as `claude-sonnet-4-5-20250929`, and the alias `sonnet` as whatever is current. */
export function isSameModel(asked: string, said: string): boolean {
  const [wanted, got] = [bare(asked), bare(said)];
  if (got === wanted) return true;
  if (got.startsWith(`${wanted}-`) && /^-(?:\d{6,8}|\d{4}-\d\d-\d\d|latest)$/.test(got.slice(wanted.length)))
    return true;
  return !/\d/.test(wanted) && got.split("-").includes(wanted);
}
