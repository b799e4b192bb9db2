import assert from "node:assert/strict";
import { typeTable } from "../../local/aws/types/type-table";
import type { Properties, Shape } from "../../local/aws/types/shape";
import { cacheFolder } from "../../local/engine/cache-folder";
import { keys, switches } from "../../policy/aws/encryption";
import { plainTexts } from "../../policy/aws/plain-text";
import { protections } from "../../policy/aws/protection";
import { rules } from "../../policy/registry";
import { PROVIDER } from "../../policy/tags/carried";
import { DOORS } from "../../policy/rules/public-bucket";
import { SHARED } from "../../policy/rules/shared-image";

describe("what rules look for", () => {
  const { resources, objects } = typeTable(cacheFolder(process.env));

  /** What an input is at a path, as the SDK declares it; undefined where it declares none. */
  function declared(type: string, path: string): Shape | undefined {
    let [properties, shape]: [Properties | undefined, Shape | undefined] = [
      resources[type]?.inputs,
      undefined,
    ];
    for (const step of path.split(/(?=\[\])|\./)) {
      if (step === "[]") shape = typeof shape === "object" && "list" in shape ? shape.list : undefined;
      else shape = properties?.[step]?.shape;
      properties = typeof shape === "object" && "object" in shape ? objects[shape.object] : undefined;
    }
    return shape;
  }

  const unknown = (found: readonly (readonly [type: string, path: string | undefined])[]): string[] =>
    found.flatMap(([type, path]) =>
      path === undefined || declared(type, path) !== undefined ? [] : [`${type} ${path}`],
    );

  it("is of types that the installed SDK declares", () => {
    for (const rule of rules)
      if ("check" in rule)
        assert.deepEqual(
          [...rule.types].filter((type) => type !== PROVIDER && resources[type] === undefined),
          [],
          rule.id,
        );
  });

  it("finds what says whether something is encrypted where the SDK declares it", () => {
    const all = [
      ...Object.entries(switches),
      ...Object.entries(keys).map(([type, one]) => [type, [one]] as const),
    ];
    const found = all.flatMap(([type, each]) =>
      each.flatMap(({ path, within, always, like = [], byDefault, instead }) => {
        const part = within === undefined ? "" : `${within}.`;
        const input = typeof byDefault === "object" ? byDefault.input : undefined;
        // One of the part, or of the resource.
        const copied = like.filter((name) => declared(type, `${part}${name}`) === undefined);
        return [`${part}${path}`, always, input, instead, ...copied].map((one) => [type, one] as const);
      }),
    );
    assert.deepEqual(unknown(found), []);
  });

  it("finds what protects, opens and shares where the SDK declares it", () => {
    const protecting = Object.entries(protections).flatMap(([type, { guard, force, copyOf }]) =>
      [guard?.property, force, copyOf].map((path) => [type, path] as const),
    );
    const opening = Object.entries(DOORS).flatMap(([type, { acl, groups, policy, block }]) => {
      const within = block === undefined || block[0] === "" ? "" : `${block[0]}.`;
      return [acl, groups, policy, ...(block === undefined ? [] : [`${within}blockPublicAcls`])].map(
        (path) => [type, path] as const,
      );
    });
    const sharing = Object.entries(SHARED).flatMap(([type, paths]) =>
      paths.map((path) => [type, path] as const),
    );
    const plain = Object.entries(plainTexts).flatMap(([type, { paths, except }]) =>
      [...paths, except?.input].map((path) => [type, path] as const),
    );
    assert.deepEqual(unknown([...protecting, ...opening, ...sharing, ...plain]), []);
  });

  it("misses no type that has a deletion protection, but those of which nothing is lost", () => {
    const guard = /^((enable)?[dD]eletionProtection(Enabled)?|terminationProtectionEnabled)$/;
    const others = Object.entries(resources)
      .filter(([, { inputs }]) => Object.keys(inputs).some((name) => guard.test(name)))
      .map(([type]) => type)
      .filter((type) => protections[type]?.guard === undefined);
    assert.deepEqual(others, [
      "aws:cloudwatch/logGroup:LogGroup", // off by default, and a log has its own end
      "aws:dynamodb/tableReplica:TableReplica", // a copy
      "aws:neptunegraph/graph:Graph", // no longer than what it is loaded from
      "aws:pinpoint/smsvoicev2PhoneNumber:Smsvoicev2PhoneNumber",
      "aws:pinpoint/smsvoicev2Pool:Smsvoicev2Pool",
      "aws:pinpoint/smsvoicev2SenderId:Smsvoicev2SenderId",
      "aws:qldb/ledger:Ledger", // on by default, of a service that has ended
      "aws:quicksight/accountSettings:AccountSettings", // on by default
    ]);
  });
});
