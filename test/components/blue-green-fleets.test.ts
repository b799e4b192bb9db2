import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installerText } from "../../components/blue-green/installer";
import { userData } from "../../components/blue-green/user-data";
import { make, only } from "./make";
import { REGION, secretly } from "./mocked";
import { FLEET, PARAMETER, settings, storefront, TEMPLATE } from "./storefront";

const installer = readFileSync(join(__dirname, "../../runtime/boot/install-revision.py"), "utf8");

describe("the fleets of a service", () => {
  it("are made empty, and their sizes and template version are the release's from then on", async () => {
    const made = await make(storefront());
    for (const colour of ["blue", "green"]) {
      const { inputs, ignoreChanges } = only(made, FLEET, `storefront-fleet-${colour}`);
      const { tags, ...rest } = inputs;
      assert.notEqual(tags, undefined);
      assert.deepEqual(rest, {
        name: `shop-dev-storefront-fleet-${colour}`,
        minSize: 0,
        maxSize: 0,
        desiredCapacity: 0,
        vpcZoneIdentifiers: ["subnet-12345678", "subnet-23456789"],
        launchTemplate: { id: `id:LaunchTemplate storefront-fleet-${colour}`, version: "3" },
        targetGroupArns: [`arn:TargetGroup storefront-fleet-${colour}`],
        healthCheckType: "ELB",
        healthCheckGracePeriod: 300,
        waitForCapacityTimeout: "0",
      });
      assert.deepEqual(ignoreChanges, ["minSize", "maxSize", "desiredCapacity", "launchTemplate"]);
    }
  });

  it("launch instances with encrypted disks and no way to their credentials but IMDSv2", async () => {
    const made = await make(storefront());
    const {
      tags,
      tagSpecifications,
      userData: boot,
      ...inputs
    } = only(made, TEMPLATE, "storefront-fleet-blue").inputs;
    assert.ok(tags !== undefined && tagSpecifications !== undefined && boot !== undefined);
    assert.deepEqual(inputs, {
      name: "shop-dev-storefront-fleet-blue",
      imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
      instanceType: "t4g.small",
      iamInstanceProfile: { arn: "arn:InstanceProfile storefront-fleet" },
      vpcSecurityGroupIds: ["id:SecurityGroup storefront-fleet"],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
        },
      ],
    });
  });

  it("launch the image of their instance type's processor", async () => {
    const made = await make(storefront({ settings: { ...settings, instanceType: "c7i.large" } }));
    const { inputs } = only(made, TEMPLATE, "storefront-fleet-green");
    assert.deepEqual(
      [inputs["instanceType"], inputs["imageId"]],
      ["c7i.large", "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"],
    );
  });

  it("each boot the revision of their own colour, with the installer as it stands in its file", async () => {
    const made = await make(storefront({ settings: { ...settings, port: 8000 } }));
    for (const colour of ["blue", "green"]) {
      const { inputs } = only(made, TEMPLATE, `storefront-fleet-${colour}`);
      const script = Buffer.from(inputs["userData"] as string, "base64").toString();
      const [before = "", inner = "", after = "", ...others] = script.split(/^.*'?INSTALLER'?\n/m);
      assert.deepEqual(others, []);
      assert.equal(
        before,
        `#!/bin/sh\n# The first boot of an instance of shop-dev-storefront-fleet-${colour}.\nset -eu\n` +
          "install -d -m 755 /opt/multistage\n",
      );
      assert.equal(inner, installer);
      assert.deepEqual(
        after.split("\n").filter((line) => !line.startsWith("#")),
        [
          `export APPLICATION_NAME=storefront DEPLOYMENT_GROUP_NAME=shop-dev-storefront-fleet-${colour} PORT=8000`,
          `export AWS_DEFAULT_REGION=${REGION} AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8`,
          "export AWS_METADATA_SERVICE_NUM_ATTEMPTS=10",
          `exec /usr/bin/python3 /opt/multistage/install-revision.py /shop/dev/services/storefront/${colour}/revision`,
          "",
        ],
      );
    }
  });

  it("have no revision at first, and what they have is the release's from then on", async () => {
    const made = await make(storefront());
    for (const colour of ["blue", "green"]) {
      const { inputs, ignoreChanges } = only(made, PARAMETER, `storefront-revision-${colour}`);
      const { tags, ...rest } = inputs;
      assert.notEqual(tags, undefined);
      assert.deepEqual(rest, {
        name: `/shop/dev/services/storefront/${colour}/revision`,
        description: `The revision that instances of ${colour} install`,
        type: "String",
        // Every parameter's value is a secret to the provider.
        value: secretly('{"releaseId":"none"}'),
      });
      assert.deepEqual(ignoreChanges, ["value"]);
    }
  });
});

describe("the installer of a revision", () => {
  it("that stands in no folder above the components is an error that names it", () => {
    assert.throws(() => installerText(tmpdir()), {
      message: `no ${join("runtime", "boot", "install-revision.py")} in any folder above ${tmpdir()}`,
    });
  });

  it("is found from the sources, from a program bundled in memory, and from the built package", () => {
    for (const folder of ["components/blue-green", "stacks", "dist/components/blue-green"]) {
      assert.equal(installerText(join(__dirname, "../..", folder)), installer);
    }
  });
});

describe("user data", () => {
  const boot = {
    region: "us-gov-west-1",
    revisionParameter: `/${"p".repeat(32)}/${"s".repeat(32)}/services/${"v".repeat(32)}/green/revision`,
    service: "v".repeat(32),
    fleet: `${"p".repeat(32)}-${"s".repeat(32)}-${"v".repeat(32)}-fleet-green`,
    port: 65_535,
  };

  it("that is longer than EC2 takes is an error", () => {
    assert.throws(() => userData({ ...boot, installer: "#".repeat(16_384) }), {
      name: "RangeError",
      message: /^user data of \d+ bytes, of at most 16384$/,
    });
  });

  it("of the longest names leaves room for the installer", () => {
    assert.ok(Buffer.from(userData({ ...boot, installer }), "base64").length < 16_384);
  });
});

describe("the role of the instances of a service", () => {
  it("can be taken by EC2 and nobody else", async () => {
    const { inputs } = only(await make(storefront()), "aws:iam/role:Role");
    assert.equal(inputs["name"], "shop-dev-storefront-fleet");
    assert.deepEqual(JSON.parse(inputs["assumeRolePolicy"] as string), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    assert.equal(inputs["managedPolicyArns"], undefined);
  });

  it("may read its service's revisions, fetch their artifacts, and be reached through Session Manager", async () => {
    const { inputs } = only(await make(storefront()), "aws:iam/rolePolicy:RolePolicy");
    assert.deepEqual(
      { ...inputs, policy: JSON.parse(inputs["policy"] as string) as unknown },
      {
        name: "shop-dev-storefront-fleet",
        role: "shop-dev-storefront-fleet",
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "ReadOwnRevisions",
              Effect: "Allow",
              Action: ["ssm:GetParameter"],
              Resource: ["arn:Parameter storefront-revision-blue", "arn:Parameter storefront-revision-green"],
            },
            {
              Sid: "FetchOwnRevisions",
              Effect: "Allow",
              Action: ["s3:GetObjectVersion"],
              Resource: "arn:aws:s3:::shop-dev-artifacts/storefront/*",
            },
            {
              Sid: "OpenSessions",
              Effect: "Allow",
              Action: [
                "ssm:UpdateInstanceInformation",
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
              ],
              Resource: "*",
            },
          ],
        },
      },
    );
  });

  it("is not launched with before it has its policy", async () => {
    const { inputs, dependsOn } = only(await make(storefront()), "aws:iam/instanceProfile:InstanceProfile");
    const { tags, ...rest } = inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(rest, { name: "shop-dev-storefront-fleet", role: "shop-dev-storefront-fleet" });
    assert.deepEqual(dependsOn, ["aws:iam/rolePolicy:RolePolicy::storefront-fleet"]);
  });
});
