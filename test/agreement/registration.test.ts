/** Agreement: what a service registers is what the release functions read. */
import assert from "node:assert/strict";
import type { BlueGreenSettings } from "../../components/blue-green/resolve";
import { MOST_CONFIRMATION_MINUTES } from "../../components/delivery-pipeline/resolve";
import { LONGEST_SECONDS, registrationFrom } from "../../runtime/release/registration";
import { complaints } from "../components/compiled";
import { make, only } from "../components/make";
import { largestSettings, PARAMETER, settings, storefront } from "../components/storefront";

const identity = { project: "shop", stage: "dev", service: "storefront" };

/** Every key there is, with a question mark behind it where it may be left out; and what compares them. */
const TYPES = `
  import type { Registration as Written } from "./components/blue-green/registration";
  import type { Registration as Read } from "./runtime/release/registration";
  type Keys<T> = T extends readonly (infer Entry)[] ? Keys<Entry> : T extends object ? KeysOf<T> : never;
  type KeysOf<T> = { [Key in keyof T & string]-?: KeyOf<T, Key> }[keyof T & string];
  type KeyOf<T, Key extends keyof T & string> =
    | (undefined extends T[Key] ? \`\${Key}?\` : Key)
    | \`\${Key}.\${Keys<NonNullable<T[Key]>>}\`;
  type Different<One, Other> = Exclude<One, Other> | Exclude<Other, One>;
  const none = <One, Other>(..._: [Different<Keys<One>, Keys<Other>>] extends [never] ? [] : [Different<Keys<One>, Keys<Other>>]) => undefined;
`;

describe("a question after a release", () => {
  it("may stay open for as long as releases keep a fleet, and no longer", () => {
    assert.equal(MOST_CONFIRMATION_MINUTES * 60, LONGEST_SECONDS);
  });
});

describe("the registration", () => {
  for (const [size, given] of [
    ["smallest", { priority: 1, sizes: { min: 1, max: 1 } }],
    ["largest", largestSettings],
  ] as const satisfies [string, BlueGreenSettings][]) {
    it(`of the ${size} settings is read by the release functions, word for word`, async () => {
      const made = await make(storefront({ settings: given }));
      const { value } = only(made, PARAMETER, "storefront-registration").inputs["value"] as { value: string };
      assert.deepEqual(registrationFrom(value, identity), JSON.parse(value));
    });
  }

  it("would not be read with a setting the release functions do not know", async () => {
    const made = await make(storefront({ settings }));
    const { value } = only(made, PARAMETER, "storefront-registration").inputs["value"] as { value: string };
    const more = JSON.stringify({ ...(JSON.parse(value) as object), further: 1 });
    assert.throws(
      () => registrationFrom(more, identity),
      /^Refusal: the registration: further: must be left out/,
    );
  });

  it("has the same keys for those who write it and those who read it", () => {
    const [same, more, fewer, optional] = complaints([
      `${TYPES}; none<Written, Read>();`,
      `${TYPES}; none<Written & { colours: { blue: { further: string } } }, Read>();`,
      `${TYPES}; none<Omit<Written, "night">, Read>();`,
      `${TYPES}; none<Omit<Written, "port"> & { port?: number }, Read>();`,
    ]);
    assert.deepEqual(same, []);
    for (const said of [more, fewer, optional])
      assert.match(said?.join("\n") ?? "", /^Expected 1 arguments, but got 0/);
  });
});
