import { type LoadedSubtest, ScyllaError } from "@scylla/contracts";

/**
 * Throws what is wrong with set-ups, in the order in which a person mends it: file by file as the set-ups come, each from top to bottom.
 * @throws {ScyllaError} the first, with the others in `also`; nothing when there is none.
 */
export function throwInOrder(errors: readonly ScyllaError[], subtests: readonly LoadedSubtest[]): void {
  const files = [...new Set(subtests.map(({ at }) => at.file))];
  const fileOf = ({ at }: ScyllaError): number => files.indexOf(at?.file ?? "");
  const [first, ...also] = errors.toSorted((a, b) => fileOf(a) - fileOf(b) || byPlace(a, b));
  if (!first) return;
  const { code, message, at, hint } = first;
  throw new ScyllaError(code, message, { ...(at && { at }), ...(hint !== undefined && { hint }), also });
}

function byPlace({ at: a }: ScyllaError, { at: b }: ScyllaError): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.col ?? 0) - (b?.col ?? 0);
}
