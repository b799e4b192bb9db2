import assert from "node:assert/strict";
import { unconfigured } from "../../../policy/configuration/configuration";
import { configurationFrom } from "../../../policy/configuration/parse";
import { NOT_YET, ofResource } from "../../../policy/evaluate";
import { documentRule, type DocumentContext, type DocumentRule } from "../../../policy/iam/document-rule";
import type { Report } from "../../../policy/report";
import type { Kind } from "../../../policy/iam/model";
import { rules } from "../../../policy/registry";
import { UNKNOWN, type Values } from "../../../policy/value";

const seen: DocumentContext[] = [];

/** Finds every statement, and keeps what it was told. */
function everyStatement(
  id: string,
  kinds: readonly Kind[],
  finds: "access" | "form" = "access",
): DocumentRule {
  return documentRule({
    id,
    description: "No statement.",
    reason: "None.",
    remedy: "None.",
    level: "advisory",
    severity: "high",
    kinds,
    finds,
    settings: {},
    check: ({ statements }, context) => {
      seen.push(context);
      return statements.map((statement) => ({
        place: statement.place,
        statement,
        rule: "none",
        got: "one",
        remedy: "remove it",
        actions: ["s3:*"],
        fix: { Effect: "Deny", Resource: UNKNOWN },
        severity: "low",
        because: "nothing is known of it",
      }));
    },
  });
}

function reports(
  rules: readonly DocumentRule[],
  type: string,
  inputs: Values,
  provider: Values = {},
): readonly Report[] {
  const urn = `urn:pulumi:dev::shop::${type}::it`;
  const resource = { type, name: "it", urn, inputs, provider, isProtected: false, propertyDependencies: {} };
  return ofResource(resource, rules, unconfigured(rules), { today: "2026-11-21", unknown: NOT_YET });
}

const Statement = { Sid: "Mine", Effect: "Allow" };
const ROLE = "aws:iam/role:Role";

describe("a rule on documents", () => {
  it("reports the statement, the actions, what would pass, and how grave it is here", () => {
    const [report] = reports([everyStatement("every", ["identity"])], "aws:iam/policy:Policy", {
      policy: { Statement },
    });
    assert.deepEqual(report, {
      rule: "every",
      urn: "urn:pulumi:dev::shop::aws:iam/policy:Policy::it",
      message: "policy.Statement: must be none, got one; remove it (nothing is known of it)",
      severity: "low",
      level: "advisory",
      statement: "Mine",
      actions: ["s3:*"],
      fix: '{\n  "Effect": "Deny",\n  "Resource": "(not known yet)"\n}',
    });
  });

  it("reads the documents of its kinds, wherever they stand in a resource", () => {
    const inputs = {
      assumeRolePolicy: { Statement },
      inlinePolicies: [{}, { policy: { Statement: [Statement] } }],
    };
    const found = (...kinds: Kind[]): string[] =>
      reports([everyStatement("every", kinds)], ROLE, inputs).map(
        ({ message }) => message.split(":")[0] ?? "",
      );
    assert.deepEqual(found("trust"), ["assumeRolePolicy.Statement"]);
    assert.deepEqual(found("identity"), ["inlinePolicies[1].policy.Statement[0]"]);
    assert.deepEqual(found("resource"), []);
  });

  it("looks for access only in what grants some", () => {
    const inputs = { policy: { Statement }, type: "SERVICE_CONTROL_POLICY", content: { Statement } };
    const [access, form] = [
      everyStatement("every", ["resource", "scp"]),
      everyStatement("every", ["resource", "scp"], "form"),
    ];
    for (const type of ["aws:ec2/vpcEndpoint:VpcEndpoint", "aws:organizations/policy:Policy"]) {
      assert.equal(reports([access], type, inputs).length, 0);
      assert.equal(reports([form], type, inputs).length, 1);
    }
    assert.equal(
      reports([form], "aws:organizations/policy:Policy", { ...inputs, type: "TAG_POLICY" }).length,
      0,
    );
  });

  it("is told whose account it is, by the provider", () => {
    reports(
      [everyStatement("every", ["trust"])],
      ROLE,
      { assumeRolePolicy: { Statement } },
      { region: "cn-north-1" },
    );
    assert.equal(seen.at(-1)?.own.partition, "aws-cn");
    assert.equal(seen.at(-1)?.holder?.property, "assumeRolePolicy");
  });

  it("is silent about the form of what is not known yet; of what is allowed that is said once for all rules", () => {
    const rules = [
      everyStatement("one", ["trust"]),
      everyStatement("two", ["trust"]),
      everyStatement("three", ["trust"], "form"),
    ];
    assert.deepEqual(
      reports(rules, ROLE, { assumeRolePolicy: UNKNOWN }).map(({ rule, message }) => [
        rule,
        message.slice(0, 31),
      ]),
      [["one", "assumeRolePolicy: not evaluated"]],
    );
  });
});

const noFile = (): never => assert.fail("no file is to be read");

describe("what the configuration says is one's own", () => {
  it("is taken as it is, and refused where it is no account, region or organization", () => {
    const own =
      "own: { account: '123456789012', regions: [eu-central-1], trustedAccounts: ['111111111111'] }";
    assert.deepEqual(configurationFrom(own, "file", rules, noFile).own, {
      account: "123456789012",
      regions: ["eu-central-1"],
      trustedAccounts: ["111111111111"],
    });
    assert.deepEqual(configurationFrom("", "file", rules, noFile).own, { trustedAccounts: [] });
    assert.throws(
      () => configurationFrom("own: { account: 12, regions: [here], partition: gcp }", "file", rules, noFile),
      {
        message: [
          "file: own.account: must be a text, got 12; change it",
          'file: own.partition: must be one of aws, aws-cn, aws-us-gov, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f, aws-eusc, got "gcp"; change it',
          'file: own.regions[0]: must be text of the form ^[a-z]{2,4}(-[a-z]+)+-\\d+$, got "here"; change it',
        ].join("\n"),
      },
    );
  });
});
