import assert from "node:assert/strict";
import { rows } from "../../../local/aws/rows";
import { mirrored } from "../../../local/mirror/table";

/** Types of the services the emulator plays that stay the local AWS's own, as nothing of a release works on them. */
const OWN = [
  "aws:autoscaling/policy:Policy",
  "aws:lambda/permission:Permission",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:sns/topicPolicy:TopicPolicy",
];

describe("the types that live in the emulator", () => {
  it("are all types that the local AWS makes", () => {
    assert.deepEqual(
      [...mirrored.keys()].filter((type) => !rows.has(type)),
      [],
    );
  });

  it("are all of the services a release works with, but those named here", () => {
    const services = /^aws:(autoscaling|dynamodb|lambda|lb|route53|s3|sns|sqs|ssm)\//;
    const left = [...rows.keys()].filter((type) => services.test(type) && !mirrored.has(type));
    assert.deepEqual(left.sort(), OWN);
  });
});
