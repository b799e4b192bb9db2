/** The account's program through the real engine: what it makes in an empty account, and what it leaves as it is. */
import assert from "node:assert/strict";
import { reachText, stageReach } from "../../../components/access/reach";
import type { TrustDocument } from "../../../components/policy-document";
import type { CloudObject } from "../../../local/aws/store/store";
import { REQUIRED_TAGS } from "../../../policy/tags/required";
import { bootstrap } from "../../../stacks/bootstrap";
import { takesTags } from "../../components/takes-tags";
import { ENGINE_TIMEOUT } from "../../helpers/engine";
import { localStack, type LocalStack } from "../../helpers/local-stack";
import { stays } from "../../helpers/stays";
import { handedOver, type Written } from "../../stacks/config-of";

const oidc = { subjects: ["repo:example/infrastructure:ref:refs/heads/main"] };
const previews = { subjects: ["repo:example/infrastructure:pull_request"] };
const settings = {
  project: "shop",
  accountId: "123456789012",
  owner: "platform",
  costCenter: "1000",
  tags: { Team: "core" },
  identityProviders: [{ issuer: "token.actions.githubusercontent.com" }],
  stages: [
    { stage: "dev", deployer: { oidc }, previewer: { oidc: previews } },
    { stage: "prod", deployer: { oidc } },
  ],
  certificateAuthority: "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n",
  costAllocationTags: "true",
};

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";

describe("the bootstrap of an account", () => {
  let local: LocalStack;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(bootstrap);
  });
  after(() => {
    local.close();
  });

  const configure = async (changes: Written = {}): Promise<void> => {
    const values = handedOver({ ...settings, ...changes });
    const config = Object.entries(values).map(([key, value]) => [`multistage:${key}`, { value }] as const);
    await local.stack.setAllConfig(Object.fromEntries(config));
  };
  const found = (type: string): CloudObject[] => local.store.list(type);
  const one = (type: string, name: string): CloudObject["properties"] => {
    const [object, ...others] = found(type).filter(({ properties }) => properties["name"] === name);
    assert.ok(object !== undefined && others.length === 0, name);
    return object.properties;
  };
  const document = (text: unknown): unknown => JSON.parse(text as string);

  it("is refused with credentials of another account, before anything is made", async function () {
    this.timeout(ENGINE_TIMEOUT);
    await configure({ accountId: "210987654321" });
    const line =
      "accountId: must be the account of the credentials in use, 123456789012, got 210987654321; " +
      "use credentials of the account that is meant, or another stack";
    await assert.rejects(local.stack.up(), (error: Error) => error.message.includes(line));
    assert.deepEqual(local.store.list(), []);
  });

  it("is refused when what a stage needs makes its policy longer than IAM takes, before anything is made", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const resources = Array.from(
      { length: 20 },
      (_, index) => `arn:aws:s3:::another-bucket-of-ours-${index}/*`,
    );
    await configure({ stages: [{ stage: "dev", alsoAllows: [{ actions: ["s3:GetObject"], resources }] }] });
    await assert.rejects(local.stack.up(), (error: Error) =>
      /stages\[0\]\.alsoAllows: must be short enough .* 6144 characters, got one with \d{4};/.test(
        error.message,
      ),
    );
    assert.deepEqual(local.store.list(), []);
  });

  it("makes all of it in an empty account, and nothing more", async function () {
    this.timeout(ENGINE_TIMEOUT);
    await configure();
    await local.stack.up();
    const counted = new Map<string, number>();
    for (const { type } of local.store.list()) counted.set(type, (counted.get(type) ?? 0) + 1);
    assert.deepEqual(Object.fromEntries([...counted].sort()), {
      "aws:costexplorer/costAllocationTag:CostAllocationTag": 9,
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider": 1,
      "aws:iam/policy:Policy": 2,
      "aws:iam/role:Role": 3,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 2,
      "aws:kms/alias:Alias": 1,
      "aws:kms/key:Key": 1,
      "aws:rolesanywhere/trustAnchor:TrustAnchor": 1,
      "aws:s3/bucket:Bucket": 1,
      "aws:s3/bucketPolicy:BucketPolicy": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
      "aws:s3/bucketVersioning:BucketVersioning": 1,
    });
  });

  it("keeps state in a bucket with versions, encrypted, closed to the public and reached by TLS alone", () => {
    const [bucket] = found("aws:s3/bucket:Bucket");
    assert.equal(bucket?.properties["bucket"], "shop-account-state-123456789012-ap-northeast-2");
    assert.equal(bucket.properties["forceDestroy"], false);
    const [versioning] = found("aws:s3/bucketVersioning:BucketVersioning");
    assert.deepEqual(versioning?.properties["versioningConfiguration"], { status: "Enabled" });
    const [block] = found("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    for (const name of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"])
      assert.equal(block?.properties[name], true, name);
    const [policy] = found("aws:s3/bucketPolicy:BucketPolicy");
    const { Statement } = document(policy?.properties["policy"]) as { Statement: object[] };
    assert.deepEqual(Statement, [
      {
        Sid: "DenyUnencryptedTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [
          "arn:aws:s3:::shop-account-state-123456789012-ap-northeast-2",
          "arn:aws:s3:::shop-account-state-123456789012-ap-northeast-2/*",
        ],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("has one key for secrets, which turns every year and is found by its name", () => {
    const [key] = found("aws:kms/key:Key");
    assert.equal(key?.properties["enableKeyRotation"], true);
    const alias = one("aws:kms/alias:Alias", "alias/shop-account-secrets");
    assert.equal(alias["targetKeyArn"], key.properties["arn"]);
  });

  it("bounds a deployer by the very policy that it has, and lets in just whom it names", () => {
    const place = { partition: "aws", accountId: "123456789012", region: "ap-northeast-2" };
    for (const stage of ["dev", "prod"]) {
      const boundary = one(POLICY, `shop-account-boundary-${stage}`);
      const state = { project: "shop", pulumiProject: "shop", stack: stage };
      assert.deepEqual(
        document(boundary["policy"]),
        JSON.parse(
          reachText(stageReach({ stage: { project: "shop", stage }, state, alsoAllows: [] }, place)),
        ),
      );
      const deployer = one(ROLE, `shop-account-deployer-${stage}`);
      assert.equal(deployer["permissionsBoundary"], boundary["arn"]);
      const { Statement } = document(deployer["assumeRolePolicy"]) as TrustDocument;
      assert.deepEqual(
        Statement.map(({ Condition }) => Condition?.["StringEquals"]),
        [
          {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": oidc.subjects,
          },
        ],
      );
    }
    const attached = found("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ properties }) => [
      properties["role"],
      properties["policyArn"],
    ]);
    assert.deepEqual(
      attached.sort(),
      ["dev", "prod"].map((stage) => [
        `shop-account-deployer-${stage}`,
        `arn:aws:iam::123456789012:policy/shop-account-boundary-${stage}`,
      ]),
    );
  });

  it("tags whatever takes tags, with the account in the place of a stage", () => {
    const tagged = local.store.list().filter(({ type }) => takesTags(type));
    assert.equal(tagged.length, 9);
    for (const { type, properties } of tagged) {
      const tags = properties["tags"] as Record<string, string>;
      for (const name of [...REQUIRED_TAGS, "Role", "Team"])
        assert.ok((tags[name] ?? "") !== "", `${type} ${name}`);
      assert.equal(tags["Stage"], "account");
    }
  });

  it("changes nothing when it is run again, and a refresh finds no difference", async function () {
    this.timeout(ENGINE_TIMEOUT);
    await stays(local);
  });

  it("takes another stage into the account without a change to what is there", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const before = local.store.list();
    await configure({ stages: [...settings.stages, { stage: "staging", deployer: { oidc } }] });
    await local.stack.up();
    const after = local.store.list();
    assert.deepEqual(
      after.filter((object) => before.some(({ type, key }) => type === object.type && key === object.key)),
      before,
    );
    assert.equal(after.length, before.length + 3);
  });

  it("keeps the bucket and the key whatever becomes of the stack: a destroy leaves them, protected or not", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const parts = [
      "BucketPolicy",
      "BucketPublicAccessBlock",
      "BucketServerSideEncryptionConfiguration",
      "BucketVersioning",
    ].map((type) => `aws:s3/b${type.slice(1)}:${type}`);
    const kept = ["aws:s3/bucket:Bucket", ...parts, "aws:kms/alias:Alias", "aws:kms/key:Key"];
    const before = kept.flatMap(found);
    assert.equal(before.length, kept.length);
    await assert.rejects(local.stack.destroy(), /protected/);
    assert.deepEqual(kept.flatMap(found), before);
    const { deployment } = (await local.stack.exportStack()) as {
      deployment: { resources: { type: string; protect?: boolean }[] };
    };
    const resources = deployment.resources.map((resource) => ({ ...resource, protect: false }));
    await local.stack.importStack({ version: 3, deployment: { ...deployment, resources } });
    await local.stack.destroy();
    assert.deepEqual(kept.flatMap(found), before);
  });
});
