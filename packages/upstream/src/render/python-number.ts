/** As Python's `f"{value:.3f}"`: exact ties go to the even digit. Null is its `nan`. */
export function pythonFixed(value: number | null, digits: number): string {
  if (value === null) return "nan";
  const rounded = value.toFixed(digits);
  // All digits of the binary number: a tie is one that ends in a 5 behind the last.
  const exact = Math.abs(value).toFixed(100);
  const rest = exact.slice(exact.indexOf(".") + 1 + digits);
  if (!/^50*$/.test(rest) || Number(rounded.at(-1)) % 2 === 0) return rounded;
  const even = (Math.abs(value) - 0.5 * 10 ** -digits).toFixed(digits);
  return value < 0 ? `-${even}` : even;
}

/** With its sign, as Python's `+.3f`. */
export function pythonSigned(value: number | null, digits: number): string {
  const text = pythonFixed(value, digits);
  return value === null || text.startsWith("-") ? text : `+${text}`;
}
