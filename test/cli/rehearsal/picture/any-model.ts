/** Stages of every kind, as fast-check makes them: more and stranger than any program declares. */
import fc from "fast-check";
import type { Fleet, StageModel } from "../../../../cli/rehearsal/picture/model";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 10 }),
  fc.constantFrom("storefront", "a&b<c>\"d'", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const port = fc.integer({ min: 1, max: 65_535 });
const weight = fc.integer({ min: 0, max: 999 });

const pipeline = maybe(
  fc.record({
    name: text,
    steps: fc.array(fc.record({ name: text, provider: text, manual: fc.boolean() }), { maxLength: 14 }),
  }),
);
const rule = maybe(
  fc.record({
    priority: fc.integer({ min: 1, max: 50_000 }),
    conditions: fc.array(text, { maxLength: 5 }),
    weights: fc.record({ blue: weight, green: weight }),
  }),
);
const count = fc.integer({ min: 0, max: 1000 });
const fleet = (colour: string): fc.Arbitrary<Fleet> =>
  fc.record({
    colour: fc.constant(colour),
    product: maybe(fc.boolean()),
    min: count,
    max: count,
    desired: count,
    instanceType: maybe(text),
  });

const blueGreen = fc.record({
  kind: fc.constant("blueGreen" as const),
  name: text,
  productRule: rule,
  previewRule: rule,
  fleets: fc.oneof(
    fc.tuple(fleet("blue"), fleet("green")),
    fc.tuple(fleet("green"), fleet("blue")),
    fc.tuple(fleet("blue")),
    fc.tuple(),
  ),
  sizes: maybe(fc.record({ min: count, max: count })),
  alarms: count,
  pipeline,
});
const serverless = fc.record({
  kind: fc.constant("serverless" as const),
  name: text,
  api: maybe(text),
  alias: text,
  version: text,
  runtime: maybe(text),
  architecture: maybe(text),
  memoryMiB: maybe(count),
  alarms: count,
  pipeline,
});
const subnet = fc.record({ public: fc.boolean(), cidrBlock: text, holds: fc.array(text, { maxLength: 4 }) });

export const anyModel: fc.Arbitrary<StageModel> = fc.record({
  project: text,
  stage: text,
  region: maybe(text),
  resources: count,
  loadBalancer: maybe(
    fc.record({ productPort: maybe(port), previewPort: maybe(port), protected: fc.boolean() }),
  ),
  services: fc.array(fc.oneof(blueGreen, serverless), { maxLength: 6 }),
  releaseControl: maybe(
    fc.record({
      bucket: maybe(text),
      functions: fc.array(text, { maxLength: 9 }),
      table: maybe(text),
      topic: maybe(fc.record({ name: text, subscriptions: count })),
    }),
  ),
  network: maybe(
    fc.record({
      cidrBlock: text,
      privateZoneName: maybe(text),
      zones: fc.array(fc.record({ name: text, subnets: fc.array(subnet, { maxLength: 4 }) }), {
        maxLength: 7,
      }),
    }),
  ),
});
