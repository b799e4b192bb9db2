import assert from "node:assert/strict";
import * as fc from "fast-check";
import { standsFor } from "../../../naming/wildcard";
import { taggableTypes } from "../../../policy/aws/taggable-types";
import { OTHERS, SERVICES, tokensOf } from "../../../policy/aws/tag-policy-types";

describe("the types of a tag policy", () => {
  it("are none of ours where there is no such type", () => {
    for (const named of ["", ":", "ec2", "ec2:", "ec2:nothing", "nothing:instance", "constructor:toString"])
      assert.deepEqual(tokensOf(named), [], named);
  });

  const same: Readonly<Record<string, readonly string[]>> = {
    "ec2:instance": ["aws:ec2/instance:Instance"],
    "ec2:security-group": ["aws:ec2/securityGroup:SecurityGroup"],
    "ec2:volume": ["aws:ebs/volume:Volume"],
    "ec2:route-table": ["aws:ec2/defaultRouteTable:DefaultRouteTable", "aws:ec2/routeTable:RouteTable"],
    "amplify:apps": ["aws:amplify/app:App"],
    "appconfig:application/configurationprofile": ["aws:appconfig/configurationProfile:ConfigurationProfile"],
    "autoscaling:autoScalingGroup": ["aws:autoscaling/group:Group"],
    "elasticloadbalancing:targetgroup": ["aws:alb/targetGroup:TargetGroup", "aws:lb/targetGroup:TargetGroup"],
    "kinesis:stream": ["aws:kinesis/stream:Stream"],
    "lambda:function": ["aws:lambda/function:Function"],
    "logs:log-group": ["aws:cloudwatch/logGroup:LogGroup"],
    "s3:bucket": ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    "states:stateMachine": ["aws:sfn/stateMachine:StateMachine"],
  };
  for (const [named, tokens] of Object.entries(same))
    it(`are ours for ${named}`, () => {
      assert.deepEqual([...tokensOf(named)].sort(), tokens);
    });

  it("are all of a service, and none of a service that shares its module", () => {
    assert.ok(tokensOf("ec2:ALL_SUPPORTED").includes("aws:ec2transitgateway/transitGateway:TransitGateway"));
    assert.deepEqual(tokensOf("events:*"), [
      "aws:cloudwatch/eventBus:EventBus",
      "aws:cloudwatch/eventRule:EventRule",
    ]);
    assert.deepEqual(tokensOf("s3:ALL_SUPPORTED").includes("aws:s3/bucketObject:BucketObject"), false);
    assert.equal(tokensOf("*").length, taggableTypes.size + 1);
  });

  it("stand in tables in which every entry is of use", () => {
    const paths = tokensOf("*").map((token) => {
      const [, middle = "", name = ""] = token.split(":");
      return `${middle.split("/")[0] ?? ""}/${name}`;
    });
    const patterns = [...Object.values(SERVICES), ...Object.values(OTHERS)].flat();
    const useless = patterns.filter((pattern) => !paths.some((path) => standsFor(pattern, path)));
    assert.deepEqual(useless, []);
  });

  it("are found without a throw, whatever the name", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (service, type) => {
        assert.ok(Array.isArray(tokensOf(`${service}:${type}`)));
      }),
    );
  });
});
