import assert from "node:assert/strict";
import { adopted, canBeAdopted, placeOf } from "../../../cli/repair/adopt";
import type { ExportedStack, Recorded } from "../../../cli/repair/state";

const urn = (name: string): string => `urn:pulumi:dev::tiny::t::${name}`;
const resource = (name: string, more: Partial<Recorded> = {}): Recorded => {
  return { urn: urn(name), type: "t", custom: true, ...more };
};
const state = (...resources: Recorded[]): ExportedStack => {
  const pending = [{ type: "creating" as const, resource: resource("web") }];
  return { deployment: { resources, pending_operations: pending } };
};
const after = (before: ExportedStack, wanted: Recorded): readonly Recorded[] =>
  adopted(before, [{ resource: wanted, id: "new" }]).deployment.resources ?? [];
const NONE = { dependencies: [], propertyDependencies: {} };

describe("adopted", () => {
  it("has the resource at the end, without outputs and without anything pending", () => {
    const before = state(resource("net", { id: "vpc-1" }));
    const wanted = resource("web", { inputs: { a: 1 }, outputs: { b: 2 }, dependencies: [urn("net")] });
    assert.equal(placeOf(before, wanted), "at the end");
    assert.deepEqual(adopted(before, [{ resource: wanted, id: "new" }]).deployment, {
      resources: [
        resource("net", { id: "vpc-1" }),
        { ...wanted, id: "new", outputs: {}, propertyDependencies: {} },
      ],
      pending_operations: [],
    });
  });

  it("lets what it replaces wait for its deletion, behind it", () => {
    const [old, other] = [
      resource("web", { id: "old" }),
      resource("other", { id: "o", dependencies: [urn("web")] }),
    ];
    const before = state(old, other);
    assert.equal(placeOf(before, resource("web")), 'before the one it replaces, which gets "delete": true');
    assert.deepEqual(after(before, resource("web")), [
      resource("web", { ...NONE, id: "new", outputs: {} }),
      { ...old, delete: true },
      other,
    ]);
  });

  it("stands where that was which was deleted for it", () => {
    const before = state(
      resource("web", { id: "new", pendingReplacement: true }),
      resource("other", { id: "o" }),
    );
    assert.equal(placeOf(before, resource("web")), "in place of the one it replaces, which is deleted");
    assert.deepEqual(after(before, resource("web")), [
      resource("web", { ...NONE, id: "new", outputs: {} }),
      resource("other", { id: "o" }),
    ]);
  });

  it("leaves alone what waits for its deletion already", () => {
    const waiting = resource("web", { id: "old", delete: true });
    assert.deepEqual(after(state(waiting), resource("web")), [
      waiting,
      resource("web", { ...NONE, id: "new", outputs: {} }),
    ]);
  });

  it("depends only on what stands before it", () => {
    const before = state(
      resource("net", { id: "1" }),
      resource("web", { id: "old" }),
      resource("late", { id: "2" }),
    );
    const wanted = resource("web", {
      dependencies: [urn("net"), urn("late"), urn("unmade")],
      propertyDependencies: { a: [urn("unmade")], b: [urn("net")] },
    });
    const entry = after(before, wanted).find(({ id }) => id === "new");
    assert.deepEqual(entry?.dependencies, [urn("net")]);
    assert.deepEqual(entry.propertyDependencies, { a: [], b: [urn("net")] });
  });
});

describe("canBeAdopted", () => {
  const provider = `${urn("aws")}::p1`;
  const before = state(resource("aws", { id: "p1" }), resource("parent", { custom: false }));

  it("needs the provider and the parent to be there", () => {
    assert.equal(canBeAdopted(before, resource("web")), false);
    assert.equal(canBeAdopted(before, resource("web", { provider: `${urn("aws")}::p2` })), false);
    assert.equal(canBeAdopted(before, resource("web", { provider, parent: urn("unmade") })), false);
    assert.equal(canBeAdopted(before, resource("web", { provider })), true);
    assert.equal(canBeAdopted(before, resource("web", { provider, parent: urn("parent") })), true);
  });
});
