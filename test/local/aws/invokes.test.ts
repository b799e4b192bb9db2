import assert from "node:assert/strict";
import { Secret, type Values } from "../../../wire/values";
import { emptiedAws } from "./emptied-aws";
import { servedAws } from "./served-aws";

const ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones";
const REGION = "aws:index/getRegion:getRegion";
const PARTITION = "aws:index/getPartition:getPartition";

describe("the functions of the local AWS", () => {
  const aws = emptiedAws();
  const invoke = (token: string, args: Values = {}) => aws.client.invoke(token, args);
  const refused = (token: string, args: Values, details: string | RegExp) =>
    assert.rejects(invoke(token, args), { details });

  it("refuse a function the SDK does not have, and name the nearest", async () => {
    await refused(
      "aws:index/getRegon:getRegon",
      {},
      "type: must be a type or function of the installed @pulumi/aws, got aws:index/getRegon:getRegon; did you mean aws:index/getRegion:getRegion?",
    );
  });

  it("refuse a function that is not answered here, and name those that are", async () => {
    await refused(
      "aws:ec2/getInstanceTypes:getInstanceTypes",
      {},
      /^function: must be a function the local AWS answers \(aws:index\/getCallerIdentity:getCallerIdentity, .*\), got aws:ec2\/getInstanceTypes:getInstanceTypes; add it to local\/aws\/invokes$/,
    );
  });

  it("refuse arguments that are not declared or of the wrong type", async () => {
    await refused(
      ZONES,
      { excludeName: [], state: 1 },
      `excludeName: must be a property of ${ZONES}, got "excludeName"; did you mean excludeNames?\n` +
        "state: must be a string, got a number; give a value of that type",
    );
  });

  it("refuse filters of zones that they would have to pass over", async () => {
    const rule =
      "one that every zone of the local AWS passes (opt-in-status=opt-in-not-required, zone-type=availability-zone, state=available)";
    await refused(
      ZONES,
      {
        filters: [
          { name: "opt-in-status", values: ["opted-in", "opt-in-not-required"] },
          { name: "zone-name", values: ["ap-northeast-2a"] },
          { name: "opt-in-status", values: ["opted-in"] },
        ],
      },
      `filters[1]: must be ${rule}, got "zone-name"; use excludeNames\n` +
        `filters[2]: must be ${rule}, got "opt-in-status"; use excludeNames`,
    );
  });

  it("say who and where we are", async () => {
    assert.deepEqual(await invoke("aws:index/getCallerIdentity:getCallerIdentity"), {
      accountId: "123456789012",
      arn: "arn:aws:iam::123456789012:user/local",
      id: "123456789012",
      userId: "AIDALOCAL",
    });
    const region = (name: string, endpoint: string) => ({
      description: name,
      endpoint,
      id: name,
      name,
      region: name,
    });
    assert.deepEqual(await invoke(REGION), region("ap-northeast-2", "ec2.ap-northeast-2.amazonaws.com"));
    for (const args of [
      { region: "us-east-1" },
      { name: "us-east-1" },
      { region: new Secret("us-east-1") },
    ] as Values[])
      assert.deepEqual(await invoke(REGION, args), region("us-east-1", "ec2.us-east-1.amazonaws.com"));
    assert.deepEqual(await invoke(PARTITION), {
      partition: "aws",
      id: "aws",
      dnsSuffix: "amazonaws.com",
      reverseDnsPrefix: "com.amazonaws",
    });
  });

  it("know China's own partition and domain", async () => {
    const other = await servedAws();
    await other.client.configure({ region: "cn-north-1" });
    assert.deepEqual(await other.client.invoke(PARTITION), {
      partition: "aws-cn",
      id: "aws-cn",
      dnsSuffix: "amazonaws.com.cn",
      reverseDnsPrefix: "cn.com.amazonaws",
    });
    assert.equal((await other.client.invoke(REGION))["endpoint"], "ec2.cn-north-1.amazonaws.com.cn");
    const api = await other.client.create("aws:apigatewayv2/api:Api", { name: "a", protocolType: "HTTP" });
    assert.equal(api.state["apiEndpoint"], `https://${api.id}.execute-api.cn-north-1.amazonaws.com.cn`);
    other.close();
  });

  it("list a region's zones, with the ids AWS has for them", async () => {
    assert.deepEqual(await invoke(ZONES), {
      groupNames: ["ap-northeast-2"],
      id: "ap-northeast-2",
      names: ["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c", "ap-northeast-2d"],
      region: "ap-northeast-2",
      zoneIds: ["apne2-az1", "apne2-az2", "apne2-az3", "apne2-az4"],
    });
    const firstId = async (region: string) => {
      const { zoneIds, names } = await invoke(ZONES, { region });
      return [(names as string[]).length, (zoneIds as string[])[0]];
    };
    assert.deepEqual(await firstId("us-east-1"), [6, "use1-az1"]);
    assert.deepEqual(await firstId("eu-central-1"), [3, "euc1-az1"]);
    assert.deepEqual(await firstId("ap-southeast-4"), [3, "apse4-az1"]);
    assert.deepEqual(await firstId("us-gov-west-1"), [3, "usgw1-az1"]);
  });

  it("leave out the zones that are not wanted, by name and by id, and give back what was asked", async () => {
    const args = {
      state: "available",
      excludeNames: ["ap-northeast-2a"],
      excludeZoneIds: ["apne2-az4"],
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    };
    const answer = await invoke(ZONES, args);
    assert.deepEqual(answer["names"], ["ap-northeast-2b", "ap-northeast-2c"]);
    assert.deepEqual(answer["zoneIds"], ["apne2-az2", "apne2-az3"]);
    for (const [name, value] of Object.entries(args)) assert.deepEqual(answer[name], value);
    assert.deepEqual((await invoke(ZONES, { state: "unavailable" }))["names"], []);
  });

  it("find the same image for the same question, and another for another", async () => {
    const token = "aws:ec2/getAmi:getAmi";
    const args = (architecture: string) => ({
      mostRecent: true,
      owners: ["amazon"],
      filters: [
        { name: "name", values: ["al2023-ami-*"] },
        { name: "architecture", values: [architecture] },
      ],
    });
    const image = await invoke(token, args("arm64"));
    const id = image["id"] as string;
    assert.match(id, /^ami-[0-9a-f]{17}$/);
    assert.deepEqual(image, {
      ...args("arm64"),
      id,
      imageId: id,
      arn: `arn:aws:ec2:ap-northeast-2:123456789012:image/${id}`,
      architecture: "arm64",
      name: "al2023-ami-local",
      ownerId: "123456789012",
      region: "ap-northeast-2",
      rootDeviceName: "/dev/xvda",
      rootDeviceType: "ebs",
      state: "available",
      virtualizationType: "hvm",
      tags: {},
    });
    assert.equal((await invoke(token, args("arm64")))["id"], id);
    assert.notEqual((await invoke(token, args("x86_64")))["id"], id);
    assert.notEqual((await invoke(token, { ...args("arm64"), region: "us-east-1" }))["id"], id);
    assert.equal((await invoke(token))["architecture"], "x86_64");
  });

  it("look up a parameter of the region, its value a secret", async () => {
    const token = "aws:ssm/getParameter:getParameter";
    const put = (key: string, properties: Values) =>
      aws.store.put({ type: "aws:ssm/parameter:Parameter", key, properties });
    put("one", { name: "/a", region: "ap-northeast-2", type: "String", value: "v", arn: "arn", version: 3 });
    put("two", { name: "/b", region: "us-east-1", type: "SecureString", value: "hush" });
    await refused(token, { name: "/b" }, "ParameterNotFound: no parameter /b");
    const found = { arn: "arn", id: "/a", name: "/a", region: "ap-northeast-2", type: "String", version: 3 };
    assert.deepEqual(await invoke(token, { name: "/a" }), {
      ...found,
      value: new Secret("v"),
      insecureValue: "v",
    });
    const secret = await invoke(token, { name: "/b", region: "us-east-1" });
    assert.deepEqual([secret["value"], secret["insecureValue"]], [new Secret("hush"), ""]);
  });

  it("look up a zone by its name, with or without the dot, or its id", async () => {
    const token = "aws:route53/getZone:getZone";
    aws.store.put({
      type: "aws:route53/zone:Zone",
      key: "Z1",
      properties: { name: "example.org", arn: "arn" },
    });
    await refused(token, { name: "example.com" }, "NoSuchHostedZone: no zone example.com");
    await refused(token, { zoneId: "Z2" }, "NoSuchHostedZone: no zone Z2");
    const found = {
      arn: "arn",
      comment: "",
      id: "Z1",
      name: "example.org",
      nameServers: [],
      privateZone: false,
      tags: {},
      zoneId: "Z1",
    };
    for (const args of [{ name: "example.org" }, { name: "example.org." }, { zoneId: "Z1" }] as Values[])
      assert.deepEqual(await invoke(token, args), found);
  });
});
