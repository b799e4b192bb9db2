import assert from "node:assert/strict";
import { keys, KINDS, switches } from "../../../policy/aws/encryption";
import type { Finding } from "../../../policy/rule";
import { encryptionAtRest } from "../../../policy/rules/encryption-at-rest";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const VOLUME = "aws:ebs/volume:Volume";
const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const DATABASE = "aws:rds/instance:Instance";
const QUEUE = "aws:sqs/queue:Queue";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";

const check = (type: string, inputs: Values, settings = {}): readonly Finding[] =>
  judge(encryptionAtRest, { type, inputs }, { settings });
const found = (type: string, inputs: Values, settings = {}): string[] =>
  places(check(type, inputs, settings));

describe("the rule encryption-at-rest", () => {
  it("says where and what to do", () => {
    const rest = { property: "encrypted", rule: "true" };
    const remedy = "set it, or volumesByDefault in the rule's settings where the account does it";
    assert.deepEqual(check(VOLUME, {}), [{ problem: { ...rest, got: "nothing", remedy } }]);
    assert.deepEqual(check("aws:efs/fileSystem:FileSystem", { encrypted: false }), [
      { problem: { ...rest, got: "false", remedy: "set it" } },
    ]);
    assert.deepEqual(check("aws:kinesis/stream:Stream", { encryptionType: "NONE" }), [
      { problem: { property: "encryptionType", rule: '"KMS"', got: '"NONE"', remedy: "set it" } },
    ]);
  });

  it("refuses every type that says it is not encrypted", () => {
    const quiet = Object.keys(switches).filter((type) => {
      const off: Values = { enabled: false, encrypted: false };
      const inputs = {
        ...off,
        ...{ storageEncrypted: false, atRestEncryptionEnabled: false, sqsManagedSseEnabled: false },
        ...{ encryptAtRest: off, serverSideEncryption: off, encryptionType: "NONE" },
        ...{ rootBlockDevice: off, blockDeviceMappings: [{ ebs: off }] },
        launchSpecifications: [{ ebsBlockDevices: [off] }],
      };
      return check(type, inputs).length === 0;
    });
    assert.deepEqual(quiet, []);
  });

  it("names each volume that is not", () => {
    const plain = { deviceName: "/dev/sdf" };
    assert.deepEqual(
      found(INSTANCE, {
        rootBlockDevice: { volumeSize: 8 },
        ebsBlockDevices: [{ ...plain, encrypted: true }, plain, { ...plain, encrypted: false }],
      }),
      ["rootBlockDevice.encrypted", "ebsBlockDevices[1].encrypted", "ebsBlockDevices[2].encrypted"],
    );
    const blockDeviceMappings = [{ virtualName: "ephemeral0" }, { ebs: { encrypted: "false" } }];
    assert.deepEqual(found(TEMPLATE, { blockDeviceMappings }), ["blockDeviceMappings[1].ebs.encrypted"]);
  });

  it("refuses a root volume of which nothing is said, where there is one", () => {
    assert.deepEqual(found(INSTANCE, { ami: "ami-1" }), ["rootBlockDevice.encrypted"]);
    assert.deepEqual(found(TEMPLATE, { imageId: "ami-1" }), ["blockDeviceMappings[0].ebs.encrypted"]);
    assert.deepEqual(found(INSTANCE, { ami: "ami-1", launchTemplate: { id: "lt-1" } }), []);
    assert.deepEqual(found(TEMPLATE, { instanceType: "t4g.small" }), []);
  });

  it("takes what is as its source, unless it says otherwise", () => {
    assert.deepEqual(found(VOLUME, { snapshotId: "snap-1" }), []);
    assert.deepEqual(found(VOLUME, { snapshotId: "snap-1", encrypted: false }), ["encrypted"]);
    assert.deepEqual(found(INSTANCE, { ebsBlockDevices: [{ snapshotId: "snap-1" }] }), []);
    assert.deepEqual(found(DATABASE, { replicateSourceDb: "main" }), []);
    assert.deepEqual(found("aws:rds/cluster:Cluster", { globalClusterIdentifier: "world" }), []);
    assert.deepEqual(found(DATABASE, { snapshotIdentifier: "" }), ["storageEncrypted"]);
  });

  it("takes what AWS encrypts unasked, and a queue with a key", () => {
    assert.deepEqual(found(QUEUE, {}), []);
    assert.deepEqual(found(QUEUE, { sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/aws/sqs" }), []);
    assert.deepEqual(found(CACHE, { engine: "valkey" }), []);
    assert.deepEqual(found(CACHE, { engine: "redis" }), ["atRestEncryptionEnabled"]);
    assert.deepEqual(found("aws:redshift/cluster:Cluster", {}), []);
    assert.deepEqual(found("aws:dynamodb/table:Table", { serverSideEncryption: { enabled: false } }), []);
  });

  it("takes volumes that say nothing where the account encrypts them by default, and nothing else", () => {
    const settings = { volumesByDefault: true };
    assert.deepEqual(found(VOLUME, {}, settings), []);
    assert.deepEqual(found(INSTANCE, { ami: "ami-1" }, settings), []);
    assert.deepEqual(found(VOLUME, { encrypted: false }, settings), ["encrypted"]);
    assert.deepEqual(found(DATABASE, {}, settings), ["storageEncrypted"]);
  });

  describe("told to require keys of AWS KMS", () => {
    const settings = { requireKms: KINDS };
    const byDefault = (sseAlgorithm: Value): Values => ({
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
    });
    const OF_BUCKET =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

    it("refuses what has none, each kind where it is asked for", () => {
      assert.deepEqual(check("aws:sns/topic:Topic", {}, settings), [
        {
          problem: {
            property: "kmsMasterKeyId",
            rule: "a key of AWS KMS",
            got: "nothing",
            remedy: "set the ARN of a key of AWS KMS",
          },
        },
      ]);
      assert.deepEqual(found(QUEUE, {}, settings), ["kmsMasterKeyId"]);
      assert.deepEqual(found("aws:cloudwatch/logGroup:LogGroup", {}, settings), ["kmsKeyId"]);
      assert.deepEqual(found("aws:dynamodb/table:Table", {}, settings), ["serverSideEncryption.enabled"]);
      assert.deepEqual(found(OF_BUCKET, byDefault("AES256"), settings), [
        "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
      ]);
      for (const type of Object.keys(keys)) assert.deepEqual(check(type, byDefault("AES256")), []);
    });

    it("takes a key, also one that is not known yet, and says nothing of a bucket that declares nothing", () => {
      assert.deepEqual(found("aws:sns/topic:Topic", { kmsMasterKeyId: "alias/shop" }, settings), []);
      assert.deepEqual(found(OF_BUCKET, byDefault("aws:kms"), settings), []);
      assert.deepEqual(found("aws:s3/bucket:Bucket", {}, settings), []);
      assert.deepEqual(found("aws:sns/topic:Topic", { kmsMasterKeyId: UNKNOWN }, settings), []);
    });
  });

  it("does not evaluate what is not known yet", () => {
    assert.deepEqual(found(VOLUME, { encrypted: UNKNOWN }), ["? encrypted"]);
    assert.deepEqual(found(INSTANCE, { rootBlockDevice: UNKNOWN }), ["? rootBlockDevice"]);
    assert.deepEqual(found(INSTANCE, { ebsBlockDevices: [UNKNOWN] }), ["? ebsBlockDevices[0]"]);
    assert.deepEqual(found(TEMPLATE, { blockDeviceMappings: UNKNOWN }), ["? blockDeviceMappings"]);
    assert.deepEqual(found(CACHE, { engine: UNKNOWN }), ["? atRestEncryptionEnabled"]);
  });

  it("does evaluate what no unknown part can change", () => {
    assert.deepEqual(found(VOLUME, { encrypted: true, snapshotId: UNKNOWN }), []);
    assert.deepEqual(found(VOLUME, { encrypted: false, snapshotId: UNKNOWN }), ["encrypted"]);
    assert.deepEqual(found(QUEUE, { sqsManagedSseEnabled: UNKNOWN, kmsMasterKeyId: UNKNOWN }), []);
    assert.deepEqual(found(VOLUME, { snapshotId: UNKNOWN }), []);
    assert.deepEqual(found(INSTANCE, { ami: UNKNOWN }), ["rootBlockDevice.encrypted"]);
  });

  itIsSound(
    encryptionAtRest,
    [
      "encrypted",
      "snapshotId",
      "rootBlockDevice",
      "ebsBlockDevices",
      "blockDeviceMappings",
      "ebs",
      "ami",
    ].concat(
      ["imageId", "noDevice", "engine", "storageEncrypted", "kmsMasterKeyId", "sqsManagedSseEnabled"],
      ["serverSideEncryption", "enabled", "rules", "applyServerSideEncryptionByDefault", "sseAlgorithm"],
    ),
    ["valkey", "aws:kms", "AES256", "alias/shop"],
    { settings: { requireKms: KINDS } },
  );
});
