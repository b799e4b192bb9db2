/** Any value the wire can carry, for properties. */
import * as fc from "fast-check";
import {
  Asset,
  ResourceReference,
  Secret,
  Unknown,
  type Json,
  type Value,
  type Values,
} from "../../wire/values";

/** Names as programs have them; none begins the way the engine's own do. */
export const anyName = fc.oneof(
  fc.stringMatching(/^[a-z]\w{0,5}$/),
  fc.constantFrom("a.b", 'a"b', "a b", "1", ""),
);

const hash = fc.stringMatching(/^[0-9a-f]{8}$/);
const anyAsset = fc.oneof(
  fc.record({ hash, text: fc.string() }).map((fields) => new Asset("asset", fields.hash, { ...fields })),
  fc
    .record({
      hash,
      assets: fc.dictionary(
        anyName,
        fc.string().map((text) => ({ text })),
        { maxKeys: 2, noNullPrototype: true },
      ),
    })
    .map((fields) => new Asset("archive", fields.hash, { ...fields })),
);
const anyReference = fc
  .tuple(
    fc.string(),
    fc.option(fc.string({ minLength: 1 })),
    fc.constantFrom<Readonly<Record<string, Json>>>({}, { packageVersion: "7.48.0" }),
  )
  .map(([urn, id, fields]) => new ResourceReference(urn, id, fields));

interface Options {
  readonly secrets?: boolean;
  readonly unknowns?: boolean;
}

export function anyValue({ secrets = true, unknowns = true }: Options = {}): fc.Arbitrary<Value> {
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.string(),
      fc.double({ noNaN: true }).map((number) => number + 0),
      fc.boolean(),
      fc.constant(null),
      anyAsset,
      anyReference,
      ...(unknowns ? [fc.constant(Unknown.value)] : []),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(anyName, tie("value"), { maxKeys: 3, noNullPrototype: true }),
      ...(secrets ? [tie("value").map((inner) => new Secret(inner))] : []),
    ),
  }));
  return value;
}

export function anyValues(options?: Options): fc.Arbitrary<Values> {
  return fc.dictionary(anyName, anyValue(options), { maxKeys: 4, noNullPrototype: true });
}
