import assert from "node:assert/strict";
import { isExactly } from "../component-tests";
import { SECURITY_GROUP } from "../guestbook";
import { make, only } from "../make";
import { ACCOUNT, REGION, value } from "../mocked";
import { tagsOf } from "../tags-of";
import { takesTags } from "../takes-tags";
import { balancer, BALANCER, INGRESS, LISTENER, webAclArn } from "./balancer";

describe("a load balancer", () => {
  const bucket = [
    "bucket:Bucket",
    "bucketVersioning:BucketVersioning",
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "bucketPublicAccessBlock:BucketPublicAccessBlock",
    "bucketPolicy:BucketPolicy",
    "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  ].map((type) => [`aws:s3/${type}`, "balancer-accesslogs"] as const);
  const children = [
    [SECURITY_GROUP, "balancer"],
    [INGRESS, "balancer-product"],
    [INGRESS, "balancer-preview-192.0.2.0/24"],
    ...bucket,
    [BALANCER, "balancer"],
    [LISTENER, "balancer-product"],
    [LISTENER, "balancer-preview"],
  ] as const;

  isExactly(balancer(), ["multistage:index:LoadBalancer", "balancer"], children);

  it("has exactly its tags on everything", async () => {
    const { declared } = await make(balancer());
    for (const { type, name, inputs } of declared.slice(1)) {
      const isOwn = type === LISTENER || type.startsWith("aws:s3/");
      const role = isOwn ? name.replace("balancer-", "") : "alb";
      assert.deepEqual(inputs["tags"], takesTags(type) ? tagsOf(role) : undefined, `${type} ${name}`);
    }
  });

  it("stands in the given subnets and drops headers no server should see", async () => {
    const { tags, ...inputs } = only(await make(balancer()), BALANCER).inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, {
      name: "shop-dev-alb",
      loadBalancerType: "application",
      internal: false,
      securityGroups: ["id:SecurityGroup balancer"],
      subnets: ["subnet-12345678", "subnet-23456789"],
      dropInvalidHeaderFields: true,
      accessLogs: { bucket: `shop-dev-accesslogs-${ACCOUNT}-${REGION}`, enabled: true },
      enableDeletionProtection: false,
    });
  });

  it("writes down every request, in a bucket that its service alone may add to, for as many days as asked", async () => {
    const made = await make(balancer({ accessLogDays: 30 }));
    const policy = only(made, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"] as string;
    const { Statement } = JSON.parse(policy) as { Statement: readonly { Sid: string }[] };
    assert.deepEqual(
      Statement.map(({ Sid }) => Sid),
      ["DenyUnencryptedTransport", "DeliverLogs"],
    );
    assert.deepEqual(Statement[1], {
      Sid: "DeliverLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `arn:Bucket balancer-accesslogs/AWSLogs/${ACCOUNT}/*`,
    });
    assert.deepEqual(only(made, BALANCER).dependsOn, [
      "aws:s3/bucketPolicy:BucketPolicy::balancer-accesslogs",
    ]);
    const { rules } = only(made, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs;
    assert.deepEqual(rules, [
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { days: 30 },
        noncurrentVersionExpiration: { noncurrentDays: 1 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
    ]);
  });

  it("has requests pass a web ACL first where one is given", async () => {
    const made = await make(balancer({ webAclArn }));
    assert.deepEqual(only(made, "aws:wafv2/webAclAssociation:WebAclAssociation").inputs, {
      resourceArn: "arn:LoadBalancer balancer",
      webAclArn,
    });
  });

  for (const protection of [true, false]) {
    it(`${protection ? "resists" : "does not resist"} being deleted with protection ${protection}`, async () => {
      const { inputs, protect } = only(await make(balancer({ protection })), BALANCER);
      assert.deepEqual([inputs["enableDeletionProtection"], protect], [protection, protection]);
    });
  }

  it("tells services where to put their rules, and people where it is", async () => {
    const { component } = await make(balancer({ port: 81 }));
    const { arn, arnSuffix, dnsName, securityGroupId, productListenerArn, previewListenerArn } = component;
    assert.deepEqual(
      await Promise.all([arn, arnSuffix, dnsName, securityGroupId, productListenerArn].map(value)),
      [
        "arn:LoadBalancer balancer",
        "suffix:LoadBalancer balancer",
        "alb.example",
        "id:SecurityGroup balancer",
        "arn:Listener balancer-product",
      ],
    );
    assert.deepEqual(
      [
        await value(previewListenerArn),
        await value(component.protocol),
        await value(component.port),
        await value(component.previewPort),
      ],
      ["arn:Listener balancer-preview", "HTTP", 81, 8080],
    );
  });
});
