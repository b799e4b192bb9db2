import assert from "node:assert/strict";
import { defaultTagsOf, providerConfig, regionOf } from "../../../../local/aws/provider/config";
import type { Properties } from "../../../../local/aws/types/shape";
import { Secret, Unknown } from "../../../../wire/values";

const DECLARED: Properties = {
  region: { shape: "string", required: false },
  maxRetries: { shape: "number", required: false },
  insecure: { shape: "boolean", required: false },
  defaultTags: { shape: { object: "ProviderDefaultTags" }, required: false },
  forbiddenAccountIds: { shape: { list: "string" }, required: false },
};
const TAGS = '{"tags":{"team":"web","stage":"dev"}}';

describe("the provider's configuration", () => {
  it("leaves text that is no JSON as it is, for the check to refuse", () => {
    assert.deepEqual(providerConfig(DECLARED, { defaultTags: "{tags", maxRetries: "many" }), {
      defaultTags: "{tags",
      maxRetries: "many",
    });
  });

  it("reads structured values out of their text, and leaves text alone", () => {
    const raw = {
      region: "123",
      maxRetries: "5",
      insecure: "true",
      defaultTags: TAGS,
      forbiddenAccountIds: '["1"]',
      unheardOf: "1",
    };
    assert.deepEqual(providerConfig(DECLARED, raw), {
      region: "123",
      maxRetries: 5,
      insecure: true,
      defaultTags: { tags: { team: "web", stage: "dev" } },
      forbiddenAccountIds: ["1"],
      unheardOf: "1",
    });
  });

  it("takes values that come structured already, and what is not known yet", () => {
    const raw = { maxRetries: 5, defaultTags: { tags: {} }, insecure: Unknown.value };
    assert.deepEqual(providerConfig(DECLARED, raw), raw);
  });

  it("reads inside a secret, which stays one", () => {
    assert.deepEqual(providerConfig(DECLARED, { defaultTags: new Secret('{"tags":{"team":"web"}}') }), {
      defaultTags: new Secret({ tags: { team: "web" } }),
    });
  });

  it("leaves out what the engine adds for itself", () => {
    assert.deepEqual(
      providerConfig(DECLARED, { version: "7.48.0", pluginDownloadURL: "x", pluginChecksums: "{}" }),
      {},
    );
  });

  it("has the region of the configuration before the environment's, also when it is a secret", () => {
    const env = { AWS_REGION: "us-east-1" };
    assert.equal(regionOf({}, {}), undefined);
    assert.equal(regionOf({ region: "" }, env), "us-east-1");
    assert.equal(regionOf({}, { AWS_REGION: "" }), undefined);
    assert.equal(regionOf({}, env), "us-east-1");
    assert.equal(regionOf({ region: "eu-west-1" }, env), "eu-west-1");
    assert.equal(regionOf({ region: new Secret("eu-west-1") }, env), "eu-west-1");
  });

  it("has the default tags, all of them secret as soon as anything around them is", () => {
    assert.deepEqual(defaultTagsOf({}), {});
    assert.deepEqual(defaultTagsOf({ defaultTags: Unknown.value }), {});
    assert.deepEqual(defaultTagsOf({ defaultTags: { tags: { team: "web" } } }), { team: "web" });
    const secret = new Secret("web");
    for (const defaultTags of [new Secret({ tags: { team: "web" } }), { tags: { team: secret } }])
      assert.deepEqual(defaultTagsOf({ defaultTags }), { team: secret });
  });
});
