import assert from "node:assert/strict";
import * as fc from "fast-check";
import { attachments, documents } from "../../../policy/iam/grants";
import type { Finding } from "../../../policy/rule";
import { noAdministratorWildcard } from "../../../policy/rules/no-administrator-wildcard";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";

const POLICY = "aws:iam/policy:Policy";
const ROLE = "aws:iam/role:Role";
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const harmless = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

const check = (type: string, inputs: Values): readonly Finding[] =>
  judge(noAdministratorWildcard, { type, inputs });
const ofDocument = (policy: Value): readonly Finding[] => check(POLICY, { policy });
const ofStatement = (statement: Value): readonly Finding[] => ofDocument({ Statement: statement });

/** Where it is violated, and where it cannot be evaluated yet, which is marked so. */
const places = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => ("problem" in finding ? finding.problem.property : `? ${finding.notEvaluated}`));

describe("the rule no-administrator-wildcard", () => {
  it("says which statement allows everything, and what to do", () => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [harmless, everything] });
    assert.deepEqual(ofDocument(policy), [
      {
        problem: {
          property: "policy.Statement[1]",
          rule: "limited to the actions and resources that are needed",
          got: "Allow of every action on every resource",
          remedy: "name the actions, and the resources by their ARNs",
        },
        statement: "Statement[1]",
        actions: ["*"],
      },
    ]);
  });

  const refused: readonly (readonly [how: string, statement: Values])[] = [
    ["as one text each", everything],
    ["as lists", { ...everything, Action: ["s3:GetObject", "*"], Resource: ["arn:aws:s3:::a", "*"] }],
    ["as every service's every action", { ...everything, Action: "*:*" }],
    ["with more stars than needed", { ...everything, Action: "**", Resource: "**" }],
    ["as every ARN", { ...everything, Resource: ["arn:aws:s3:::a", "arn:*"] }],
    ["as every ARN of the partition", { ...everything, Action: "*:?*", Resource: "arn:aws:*:*:*:*" }],
    ["under a condition", { ...everything, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }],
    ["in small letters", { effect: "allow", action: "*", resource: "*" }],
  ];
  for (const [how, statement] of refused) {
    it(`refuses every action on every resource ${how}`, () => {
      assert.deepEqual(places(ofStatement(statement)), ["policy.Statement"]);
    });
  }

  const taken: readonly (readonly [what: string, statement: Values])[] = [
    ["a Deny of everything", { ...everything, Effect: "Deny" }],
    ["every action on one resource", { ...everything, Resource: "arn:aws:s3:::a/*" }],
    ["one service's every action on every resource", { ...everything, Action: ["s3:*"] }],
  ];
  for (const [what, statement] of taken) {
    it(`takes ${what}`, () => {
      assert.deepEqual(ofStatement([statement, harmless]), []);
    });
  }

  it("takes what a Deny of everything takes back, and nothing less", () => {
    const deny = { ...everything, Effect: "Deny" };
    assert.deepEqual(ofStatement([everything, deny]), []);
    for (const less of [
      { ...deny, Action: "iam:*" },
      { ...deny, Condition: { Bool: { "aws:ViaAWSService": true } } },
    ])
      assert.deepEqual(places(ofStatement([everything, less])), ["policy.Statement[0]"]);
    assert.deepEqual(places(ofStatement([everything, { ...deny, Resource: UNKNOWN }])), [
      "? policy.Statement[0]",
    ]);
  });

  it("reads the same in JSON text as in an object", () => {
    const part = fc.constantFrom("*", "*:*", "s3:*", "Allow", "Deny");
    const either = fc.oneof(part, fc.array(part, { maxLength: 3 }));
    const statement = fc.record({ Effect: part, Action: either, Resource: either }, { requiredKeys: [] });
    const document = fc.record({ Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 })) });
    fc.assert(
      fc.property(document, (policy) => {
        assert.deepEqual(ofDocument(policy), ofDocument(JSON.stringify(policy)));
      }),
    );
  });

  const noDocument: readonly Value[] = ["", "{", "[]", "null", '"*"', 7, [], {}, { Statement: "*" }];
  for (const policy of noDocument) {
    it(`refuses ${JSON.stringify(policy)} as a policy document`, () => {
      const [finding, ...others] = ofDocument(policy);
      assert.ok(finding !== undefined && "problem" in finding && others.length === 0);
      assert.equal(finding.problem.rule, "a policy document with statements, as JSON text or as an object");
      assert.equal(finding.problem.got, typeof policy === "string" ? "another text" : "another value");
    });
  }

  it("does not evaluate a document, a list, a statement or a deciding part that is unknown", () => {
    assert.deepEqual(places(ofDocument(UNKNOWN)), ["? policy"]);
    assert.deepEqual(places(ofStatement(UNKNOWN)), ["? policy"]);
    assert.deepEqual(places(ofStatement([harmless, UNKNOWN])), ["? policy.Statement[1]"]);
    for (const part of ["Effect", "Action", "Resource"])
      assert.deepEqual(places(ofStatement({ ...everything, [part]: UNKNOWN })), ["? policy.Statement"]);
  });

  it("does evaluate what no unknown part can change", () => {
    assert.deepEqual(ofStatement({ ...harmless, Resource: UNKNOWN }), []);
    assert.deepEqual(ofStatement({ Effect: UNKNOWN, Action: UNKNOWN, Resource: "arn:aws:s3:::a" }), []);
    assert.deepEqual(places(ofStatement({ ...everything, Action: [UNKNOWN, "*"], Condition: UNKNOWN })), [
      "policy.Statement",
    ]);
  });

  it("decides in a preview only what the update will decide the same", () => {
    const part = fc.constantFrom<Value>("*", "s3:GetObject", "Allow", ["s3:GetObject", "*"]);
    const statement = fc.record({ Effect: part, Action: part, Resource: part });
    const hidden = fc.subarray(["Effect", "Action", "Resource"]);
    fc.assert(
      fc.property(statement, hidden, (known, names) => {
        const seen = { ...known, ...Object.fromEntries(names.map((name) => [name, UNKNOWN])) };
        const [now, later] = [places(ofStatement(seen)), places(ofStatement(known))];
        if (now[0] !== "? policy.Statement") assert.deepEqual(now, later);
      }),
    );
  });

  it("looks at every kind of resource that holds a policy document", () => {
    const policy = JSON.stringify({ Statement: everything });
    const found = Object.entries(documents).map(([type, path]) => {
      const inputs = type === ROLE ? { inlinePolicies: [{}, { policy }] } : { [path]: policy };
      return places(check(type, inputs)).join();
    });
    assert.deepEqual(found, [
      "policy.Statement",
      "policy.Statement",
      "inlinePolicies[1].policy.Statement",
      "policy.Statement",
      "policy.Statement",
      "inlinePolicy.Statement",
    ]);
  });

  it("refuses AWS's AdministratorAccess wherever a policy is attached, in every partition", () => {
    for (const [type, path] of Object.entries(attachments)) {
      const [name = "", list] = path.split("[");
      const arn = ADMINISTRATOR.replace("aws", "aws-us-gov");
      const value = list === undefined ? arn : ["arn:aws:iam::aws:policy/ReadOnlyAccess", arn];
      assert.deepEqual(places(check(type, { [name]: value })), [list === undefined ? name : `${name}[1]`]);
    }
  });

  it("takes a policy of one's own by that name, and does not evaluate an unknown one", () => {
    const managedPolicyArns: Value = ["arn:aws:iam::123456789012:policy/AdministratorAccess", UNKNOWN];
    assert.deepEqual(places(check(ROLE, { managedPolicyArns })), ["? managedPolicyArns[1]"]);
    assert.deepEqual(places(check(ROLE, { managedPolicyArns: UNKNOWN })), ["? managedPolicyArns"]);
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...noAdministratorWildcard.types);
    const inputs = anyInputs("policy", "inlinePolicies", "policyArn", "policyArns", "managedPolicyArns");
    fc.assert(
      fc.property(type, inputs, (one, given) => {
        assert.ok(Array.isArray(check(one, given)));
      }),
    );
  });
});
