/** The tests that components share: what they are made of, and the names they refuse. */
import assert from "node:assert/strict";
import type { Identity, Ownership } from "../../naming/identity";
import { make } from "./make";
import { misnamed, type Program } from "./refused";

type TypeAndName = readonly [type: string, name: string];

/** Declares the tests that a component is made of these children and no others, in an up and in a preview. */
export function isExactly(
  program: Program,
  [token, component]: TypeAndName,
  children: readonly TypeAndName[],
): void {
  const urn = `urn:pulumi:stack::project::${token}`;

  it("is exactly these resources, all of them below it", async () => {
    const { declared } = await make(program);
    assert.deepEqual(
      declared.map((one) => one.urn),
      [`${urn}::${component}`, ...children.map(([type, name]) => `${urn}$${type}::${name}`)],
    );
  });

  it("is the same resources in a preview, where nothing has an id yet", async () => {
    const { declared } = await make(program, { preview: true });
    assert.deepEqual(
      declared.slice(1).map(({ type, name }) => [type, name]),
      children.map((child) => [...child]),
    );
  });
}

/** Declares the test that a component is refused whose identity and ownership are both wrong, for both at once. */
export function refusesBadNames(
  program: (bad: { identity: Identity; ownership: Ownership }) => Program,
): void {
  it("for an identity or an ownership that gives no names and tags", async () => {
    const bad = {
      identity: { project: "Shop", stage: "dev" },
      ownership: { owner: "R&D", costCenter: "1000" },
    };
    assert.deepEqual(await misnamed(program(bad)), ["project", "owner"]);
  });
}
