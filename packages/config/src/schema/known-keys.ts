import { z } from "zod";

/** The keys that a schema allows in the mapping at a path, over all alternatives of unions. */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): ReadonlySet<string> {
  const [key, ...rest] = path;
  const keys = objectSchemas(schema).map((one): ReadonlySet<string> => {
    if (key === undefined) return one instanceof z.ZodObject ? new Set(Object.keys(one.shape)) : new Set();
    if (one instanceof z.ZodArray) return knownKeys(one.element, rest);
    if (one instanceof z.ZodRecord) return knownKeys(one.valueType, rest);
    if (!(one instanceof z.ZodObject)) return new Set();
    const member: z.core.$ZodType | undefined = one.shape[String(key)];
    return member ? knownKeys(member, rest) : new Set();
  });
  return new Set(keys.flatMap((set) => [...set]));
}

/** The schemas behind defaults, options and unions. */
function objectSchemas(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(objectSchemas);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return objectSchemas(schema.unwrap());
  if (schema instanceof z.ZodPipe) return objectSchemas(schema.in);
  return [schema];
}
