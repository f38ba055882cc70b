/** Names for texts that differ from run to run: `{ workspace: "/var/tmp/x/7-1" }`. */
export type Places = Readonly<Record<string, string>>;

/** Longer ones first, since one place may lie in another. */
const ordered = (places: Places): readonly (readonly [name: string, text: string])[] =>
  Object.entries(places)
    .filter(([, text]) => text !== "")
    .sort((a, b) => b[1].length - a[1].length);

/** Each place by its name, as `{{workspace}}`. */
export function outOfPlaces(text: string, places: Places): string {
  return ordered(places).reduce((clean, [name, place]) => clean.replaceAll(place, `{{${name}}}`), text);
}

/** Each name by the place it has now. */
export function intoPlaces(text: string, places: Places): string {
  return Object.entries(places).reduce((whole, [name, place]) => whole.replaceAll(`{{${name}}}`, place), text);
}
