import assert from "node:assert/strict";
import { Unknown, type Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";
import { some, subnetsOf } from "./outputs";

const ACCOUNT = "123456789012";
const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

describe("the local AWS fills in as EC2 and Auto Scaling do", () => {
  const aws = emptiedAws();

  it("of a launch template: a version for every change of what it launches, and which is the default", async () => {
    let inputs: Values = { name: "blue", imageId: "ami-1" };
    const { id, state } = await aws.client.create(TEMPLATE, inputs);
    let known = state;
    const versions = () => some(known, "latestVersion", "defaultVersion");
    const change = async (after: Values) => {
      known = await aws.client.update(TEMPLATE, id, { before: inputs, after, state: known });
      inputs = after;
      return versions();
    };
    assert.deepEqual(versions(), [1, 1]);
    assert.deepEqual(await change({ ...inputs, imageId: "ami-2" }), [2, 1]);
    assert.deepEqual(await change({ ...inputs, tags: { a: "1" } }), [2, 1]);
    assert.deepEqual(await change({ ...inputs, description: "d", userData: "eA==" }), [3, 1]);
    const launched = inputs;
    assert.deepEqual(await change({ ...launched, defaultVersion: 2 }), [3, 2]);
    assert.deepEqual(await change(launched), [3, 2]);
    assert.deepEqual(await change({ ...launched, updateDefaultVersion: true }), [3, 3]);
    assert.deepEqual(await change({ ...inputs, instanceType: "t4g.small" }), [4, 4]);
    const preview = async (more: Values) => {
      const after = { ...inputs, ...more };
      const options = { before: inputs, after, state: known, preview: true };
      return some(await aws.client.update(TEMPLATE, id, options), "latestVersion", "defaultVersion");
    };
    const { value: unknown } = Unknown;
    assert.deepEqual(await preview({ description: "e" }), [4, 4]);
    assert.deepEqual(await preview({ imageId: "ami-3" }), [unknown, unknown]);
    assert.deepEqual(await preview({ tags: {}, updateDefaultVersion: false }), [unknown, 4]);
    const { arn } = known;
    assert.equal(arn, `arn:aws:ec2:ap-northeast-2:${ACCOUNT}:launch-template/${id}`);
  });

  it("of a fleet: its template's name, its zones, and a size within its bounds", async () => {
    const { id: template } = await aws.client.create(TEMPLATE, { name: "blue" });
    const launchTemplate = { name: "blue", version: "1" };
    const inputs = {
      name: "f",
      minSize: 1,
      maxSize: 4,
      launchTemplate,
      vpcZoneIdentifiers: await subnetsOf(aws),
    };
    const made = await aws.client.create(GROUP, inputs);
    assert.deepEqual(some(made.state, "launchTemplate", "availabilityZones", "desiredCapacity"), [
      { id: template, name: "blue", version: "1" },
      ["ap-northeast-2a", "ap-northeast-2c"],
      1,
    ]);
    assert.match(
      made.state["arn"] as string,
      /^arn:aws:autoscaling:ap-northeast-2:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/f$/,
    );
    const resized = async (before: Values, after: Values) => {
      const updated = await aws.client.update(GROUP, "f", { before, after, state: made.state });
      assert.equal(updated["arn"], made.state["arn"]);
      return updated["desiredCapacity"];
    };
    assert.equal(await resized(inputs, { ...inputs, minSize: 3 }), 3);
    assert.equal(await resized({ ...inputs, minSize: 3 }, { ...inputs, minSize: 0 }), 3);
    assert.equal(await resized({ ...inputs, minSize: 0 }, { ...inputs, minSize: 0, maxSize: 2 }), 2);
    assert.equal(await resized({ ...inputs, maxSize: 2 }, { ...inputs, maxSize: 2, desiredCapacity: 1 }), 1);
  });

  it("of a fleet, so that a refresh finds the size somebody else gave it", async () => {
    const inputs = { name: "f", minSize: 0, maxSize: 4, desiredCapacity: 1, launchTemplate: { id: "lt-1" } };
    const made = await aws.client.create(GROUP, inputs);
    for (const object of aws.store.list(GROUP))
      aws.store.put({ ...object, properties: { ...object.properties, desiredCapacity: 3 } });
    const found = await aws.client.read(GROUP, "f", made.state, inputs);
    assert.deepEqual(found.inputs, { ...inputs, desiredCapacity: 3 });
  });
});
