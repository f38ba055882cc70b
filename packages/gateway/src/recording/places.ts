/** Names for paths that differ from run to run: `{ workspace: "/var/tmp/x/7-1" }`. */
export type Places = Readonly<Record<string, string>>;

/** As agents write a path where it names a file of theirs: every sign is a dash. */
const dashed = (path: string): string => path.replaceAll(/[^A-Za-z0-9]/g, "-");

/** Each place in its forms, and what stands for it; longer ones first, since one place may lie in another. */
function forms(places: Places): readonly (readonly [text: string, name: string])[] {
  return Object.entries(places)
    .filter(([, path]) => path !== "")
    .flatMap(([name, path]) => [[path, `{{${name}}}`] as const, [dashed(path), `{{${name}:dashed}}`] as const])
    .sort(([a], [b]) => b.length - a.length);
}

/** Each place by its name, as `{{workspace}}`. */
export function outOfPlaces(text: string, places: Places): string {
  return forms(places).reduce((clean, [path, name]) => clean.replaceAll(path, name), text);
}

/** Each name by the place it has now. */
export function intoPlaces(text: string, places: Places): string {
  return forms(places).reduce((whole, [path, name]) => whole.replaceAll(name, path), text);
}
