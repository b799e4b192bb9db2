import assert from "node:assert/strict";
import { parsed, refusals, service } from "./config-of";

const shop = {
  name: "storefront",
  kind: "blueGreen",
  priority: 1,
  sizes: { min: 1, max: 2 },
  approval: true,
};
const stage = {
  network: { create: { cidrBlock: "10.10.0.0/16", natGateways: "Single" } },
  loadBalancer: { previewCidrBlocks: ["192.0.2.0/24"] },
  services: [service, shop],
};
const people = { identityCenter: { permissionSets: ["Everybody"] } };
const oidc = { subjects: ["repo:example/storefront:ref:refs/heads/main"] };

describe("the access of a stack is refused", () => {
  it("for a stage called like the account's own", () => {
    assert.deepEqual(refusals({ stage: "account" }), [
      "stage: must be another word than account, with which the names of the account's own begin, " +
        'got "account"; rename the stage',
    ]);
  });

  it("for a key it does not know, at any depth", () => {
    const access = { upload: {}, viewers: { sso: {} }, operators: { users: { userArns: [], mfa: true } } };
    assert.deepEqual(
      refusals({ ...stage, access }).map((line) => line.split(":")[0]),
      [
        "access.viewers.sso",
        "access.operators.users.mfa",
        "access.upload",
        "access.viewers",
        "access.operators.users.userArns",
      ],
    );
  });

  it("for an uploader of a service that is none, or has no pipeline", () => {
    const access = { uploaders: { guestbook: { oidc }, storefrnt: { oidc } } };
    const rule = "the name of a service of kind blueGreen (storefront)";
    assert.deepEqual(refusals({ ...stage, access }), [
      `access.uploaders.guestbook: must be ${rule}, got "guestbook"; remove it or rename it`,
      `access.uploaders.storefrnt: must be ${rule}, got "storefrnt"; remove it or rename it`,
    ]);
  });

  it("for approvers of nothing, and operators of no releases", () => {
    assert.deepEqual(refusals({ access: { approvers: people, operators: people } }), [
      "access.approvers: must be left out while no service asks for approval, got approvers; " +
        "set approval of a service, or remove it",
      "access.operators: must be left out while the stage has no loadBalancer, with which releases come, " +
        "got operators; remove it",
    ]);
  });

  it("for a subject of only a wildcard", () => {
    const access = { uploaders: { storefront: { oidc: { subjects: ["*"] } } } };
    assert.deepEqual(refusals({ ...stage, access }), [
      "access.uploaders.storefront.oidc.subjects[0]: must be repo:<owner>/<name>:<what> or " +
        "project_path:<group>/<name>:<what>, its repository without wildcards, and no pull request, " +
        'got "*"; name the one repository',
    ]);
  });
});

describe("the access of a stack", () => {
  it("may be left out", () => {
    assert.equal(parsed().access, undefined);
  });

  it("is taken as it is written", () => {
    const access = {
      permissionsBoundary: true,
      uploaders: { storefront: { oidc } },
      viewers: people,
      approvers: people,
      operators: people,
    };
    assert.deepEqual(parsed({ ...stage, access }).access, access);
  });
});
