import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { fromProjectRoot, readConfig } from "../../stacks/read-config";
import { temporaryFolder } from "../helpers/temporary-folder";
import { handedOver, service } from "./config-of";

/** Where the engine would say the project's root is; here, where nobody said so, below the working folder. */
const root = fromProjectRoot(".");
const folder = temporaryFolder();

describe("reading the configuration of the running stack", () => {
  const values = {
    "multistage:project": "shop",
    "multistage:owner": "web",
    "multistage:costCenter": "1000",
    "multistage:network": { create: { cidrBlock: "10.10.0.0/16" } },
    "aws:region": "eu-west-1",
    "other:owner": "somebody else",
  };
  const artifact = join(folder, "guestbook.zip");
  before(() => {
    writeFileSync(artifact, "");
    mkdirSync(join(folder, "folder.zip"));
  });

  const withArtifact = (path: string): void => {
    const services = [{ ...service, artifact: path }];
    pulumi.runtime.setAllConfig(handedOver({ ...values, "multistage:services": services }));
  };
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
  });

  it("fails, for what is refused, with every line and an error the engine shows without a stack trace", () => {
    pulumi.runtime.setAllConfig(handedOver({ ...values, "multistage:ownr": "web" }));
    assert.throws(readConfig, (error: unknown) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        `the configuration of ${pulumi.getStack()} is refused:\n` +
          "services: must be a list, got nothing; set it: pulumi config set --path 'multistage:services'\n" +
          "ownr: must be one of project, stage, owner, costCenter, tags, costAllocationTags, after, shared, network, protection, loadBalancer, priorities, releases, budget, services, secrets, access, " +
          'got "ownr"; did you mean owner?',
      );
      return true;
    });
  });

  for (const [what, path] of [
    ["does not exist", join(folder, "nowhere", "guestbook.zip")],
    ["is a folder, which would be delivered whole", join(folder, "folder.zip")],
  ] as const) {
    it(`refuses an artifact that ${what}`, () => {
      withArtifact(path);
      assert.throws(readConfig, /services\[0\]\.artifact: must be a file that exists, got /);
    });
  }

  it("takes what is the project's own, and the stage from the stack", () => {
    withArtifact(artifact);
    assert.deepEqual(readConfig(), {
      project: "shop",
      stage: pulumi.getStack(),
      owner: "web",
      costCenter: "1000",
      network: { create: { cidrBlock: "10.10.0.0/16" } },
      services: [{ ...service, artifact }],
    });
  });

  it("takes a relative path from the project's root, and an absolute one as it is", () => {
    assert.equal(fromProjectRoot(join("a", "b.zip")), join(root, "a", "b.zip"));
    assert.equal(fromProjectRoot(artifact), artifact);
  });
});
