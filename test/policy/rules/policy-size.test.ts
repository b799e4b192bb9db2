import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Kind } from "../../../policy/iam/model";
import { documentPlaces } from "../../../policy/iam/document-places";
import { limitIn } from "../../../policy/iam/sizes";
import type { Finding } from "../../../policy/rule";
import { policySize } from "../../../policy/rules/policy-size";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judgeDocument } from "../iam/judge-document";
import { judge, type Told } from "../judge";

/** A document of exactly so many characters. */
function long(size: number, action = "s3:GetObject"): string {
  const policy = (filler: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: `arn:aws:s3:::a/${filler}` }],
    });
  return policy("a".repeat(size - policy("").length));
}

const check = (type: string, inputs: Values, told: Told = {}): readonly Finding[] =>
  judge(policySize, { type, inputs }, told);
const got = (findings: readonly Finding[]): string[] =>
  findings.map((finding) =>
    "problem" in finding ? `${finding.problem.property}: ${finding.problem.got}` : "?",
  );
const ofFile = (policy: Value, kind: Kind): unknown[] =>
  judgeDocument(policy, kind, {}, [policySize]).map(
    ({ finding }) => "got" in finding && [finding.got, finding.severity],
  );

describe("the rule policy-size", () => {
  it("says how long it is, how long it may be and where AWS says so", () => {
    assert.deepEqual(check("aws:iam/policy:Policy", { policy: long(6145) }), [
      {
        problem: {
          property: "policy",
          rule: "at most 6,144 characters long, as a managed policy (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)",
          got: "6,145",
          remedy: "split it into several policies",
        },
      },
    ]);
    assert.deepEqual(check("aws:iam/policy:Policy", { policy: long(6144) }), []);
  });

  const limits: readonly (readonly [type: string, property: string, most: number])[] = [
    ["aws:iam/groupPolicy:GroupPolicy", "policy", 5120],
    ["aws:iam/rolePolicy:RolePolicy", "policy", 10_240],
    ["aws:iam/userPolicy:UserPolicy", "policy", 2048],
    ["aws:iam/role:Role", "assumeRolePolicy", 2048],
    ["aws:organizations/policy:Policy", "content", 5120],
    ["aws:s3/bucketPolicy:BucketPolicy", "policy", 20_480],
    ["aws:sqs/queuePolicy:QueuePolicy", "policy", 8192],
    ["aws:sns/topicPolicy:TopicPolicy", "policy", 30_720],
    ["aws:kms/key:Key", "policy", 32_768],
    ["aws:secretsmanager/secretPolicy:SecretPolicy", "policy", 20_480],
    ["aws:ecr/repositoryPolicy:RepositoryPolicy", "policy", 10_240],
    ["aws:efs/fileSystemPolicy:FileSystemPolicy", "policy", 20_000],
    ["aws:opensearch/domainPolicy:DomainPolicy", "accessPolicies", 102_400],
    ["aws:apigateway/restApiPolicy:RestApiPolicy", "policy", 8192],
    ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyDocument", 5120],
    ["aws:cloudwatch/eventBusPolicy:EventBusPolicy", "policy", 10_240],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "policy", 20_480],
    ["aws:dynamodb/resourcePolicy:ResourcePolicy", "policy", 20_480],
  ];
  for (const [type, property, most] of limits)
    it(`takes ${most} characters in ${type}, and no more`, () => {
      assert.deepEqual(check(type, { [property]: long(most) }), []);
      assert.equal(check(type, { [property]: long(most + 1) }).length, 1);
    });

  it("counts the inline policies of a role together, and tells it once", () => {
    const inlinePolicies: Value = [{ policy: UNKNOWN }, { policy: long(5000) }, { policy: long(5241) }];
    assert.deepEqual(got(check("aws:iam/role:Role", { inlinePolicies })), [
      "inlinePolicies[1].policy: 10,241 together",
    ]);
    assert.deepEqual(check("aws:iam/role:Role", { inlinePolicies: [{ policy: long(10_240) }] }), []);
  });

  it("takes a trust policy as long as the account's quota", () => {
    const inputs = { assumeRolePolicy: long(4096) };
    assert.deepEqual(check("aws:iam/role:Role", inputs, { settings: { trustPolicyLength: 4096 } }), []);
    const [finding] = check("aws:iam/role:Role", inputs);
    assert.ok(finding !== undefined && "problem" in finding);
    assert.match(finding.problem.remedy, /raise the quota, up to 8,192, and set trustPolicyLength$/);
  });

  it("counts white space only where AWS does, of what is sent as it stands", () => {
    const laidOut = (text: string): string => JSON.stringify(JSON.parse(text), undefined, 500);
    assert.deepEqual(check("aws:iam/policy:Policy", { policy: laidOut(long(6144)) }), []);
    const [finding, ...others] = check("aws:organizations/policy:Policy", { content: laidOut(long(5000)) });
    assert.ok(finding !== undefined && "problem" in finding && others.length === 0);
    assert.equal(finding.problem.remedy, "leave out the white space: it counts here");
    assert.deepEqual(ofFile(laidOut(long(5000)), "scp"), []);
  });

  it("goes by its kind and its actions where nothing holds it, and says what is not known", () => {
    assert.deepEqual(ofFile(long(6144), "identity"), []);
    assert.deepEqual(ofFile(long(6145), "identity"), [["6,145", "medium"]]);
    assert.deepEqual(ofFile(long(10_241), "identity"), [["10,241", undefined]]);
    assert.deepEqual(ofFile(long(6145), "boundary"), [["6,145", undefined]]);
    assert.deepEqual(ofFile(long(2049), "trust"), [["2,049", undefined]]);
    assert.deepEqual(ofFile(long(5121), "scp"), [["5,121", undefined]]);
    assert.deepEqual(ofFile(long(20_481), "resource"), [["20,481", undefined]]);
    assert.deepEqual(ofFile(long(20_481, "kms:Decrypt"), "resource"), []);
    for (const action of ["*", "nobody:Knows", "constructor:Get"])
      assert.deepEqual(ofFile(long(200_000, action), "resource"), []);
  });

  it("counts at least what is known", () => {
    const statement: Value = {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: [UNKNOWN, "a".repeat(6144)],
    };
    assert.equal(check("aws:iam/policy:Policy", { policy: { Statement: statement } }).length, 1);
  });

  it("knows the limit of every policy of an identity and of a role", () => {
    const without = [...documentPlaces].flatMap(([type, places]) =>
      places.some(
        ({ kind }) => kind !== "resource" && kind !== "boundary" && limitIn(type, kind) === undefined,
      )
        ? [type]
        : [],
    );
    assert.deepEqual(without, []);
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...policySize.types);
    fc.assert(
      fc.property(type, anyInputs("policy", "inlinePolicies", "assumeRolePolicy"), (one, inputs) => {
        assert.ok(Array.isArray(judge(policySize, { type: one, inputs })));
      }),
    );
  });
});
