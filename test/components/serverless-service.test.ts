import assert from "node:assert/strict";
import type { AppSettings } from "../../components/serverless-service/resolve";
import { isExactly, refusesBadNames } from "./component-tests";
import { app, EGRESS, FUNCTION, guestbook, LOG_GROUP, SECURITY_GROUP, vpc } from "./guestbook";
import { make } from "./make";
import { value } from "./mocked";
import { refused } from "./refused";
import { tagsOf } from "./tags-of";
import { takesTags } from "./takes-tags";

describe("a serverless service is refused", () => {
  it("for every setting that is out of its range, at once", async () => {
    const settings = {
      runtime: "python3.8",
      startCommand: "/run.sh",
      port: 80,
      healthPath: "health",
      architecture: "arm",
      memoryMiB: 10_241,
      timeoutSeconds: 30,
      logRetentionDays: 31,
    };
    const { paths, lines } = await refused(guestbook({ app: settings as AppSettings }));
    assert.deepEqual(lines, [
      "app.runtime: must be one of python3.12, python3.13, python3.14, nodejs22.x, nodejs24.x, " +
        'got "python3.8"; choose one',
      'app.startCommand: must be a file inside the artifact, without a leading slash, got "/run.sh"; ' +
        "name the script that starts the app",
      "app.port: must be a whole number from 1024 to 65535, not 3000 or 9001, got 80; use 8080",
      'app.healthPath: must be a path that begins with a slash, got "health"; use /health',
      'app.architecture: must be one of arm64, x86_64, got "arm"; choose one',
      "app.memoryMiB: must be a whole number from 128 to 10240, got 10241; use 512",
      "app.timeoutSeconds: must be a whole number from 1 to 29, got 30; an HTTP API ends every request after 30 s",
      "app.logRetentionDays: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, " +
        "1827, 2192, 2557, 2922, 3288, 3653, got 31; choose one",
    ]);
    assert.deepEqual(
      paths,
      Object.keys(settings).map((setting) => `app.${setting}`),
    );
  });

  it("without a service in its identity, together with what else is wrong", async () => {
    const args = { identity: { project: "shop", stage: "dev" }, app: { ...app, port: 1 } };
    assert.deepEqual((await refused(guestbook(args))).lines, [
      "identity.service: must be given, got nothing; name the service",
      "app.port: must be a whole number from 1024 to 65535, not 3000 or 9001, got 1; use 8080",
    ]);
  });

  refusesBadNames(({ identity, ownership }) =>
    guestbook({ identity: { ...identity, service: "guestbook" }, ownership }),
  );
});

const outsideVpc = [
  [LOG_GROUP, "guestbook-web"],
  ["aws:iam/role:Role", "guestbook-web"],
  ["aws:iam/rolePolicy:RolePolicy", "guestbook-web"],
  [FUNCTION, "guestbook-web"],
  ["aws:lambda/alias:Alias", "guestbook-live"],
  ["aws:apigatewayv2/api:Api", "guestbook-api"],
  ["aws:apigatewayv2/integration:Integration", "guestbook-api"],
  ["aws:apigatewayv2/route:Route", "guestbook-api"],
  [LOG_GROUP, "guestbook-api"],
  ["aws:apigatewayv2/stage:Stage", "guestbook-api"],
  ["aws:lambda/permission:Permission", "guestbook-api"],
] as const;
const insideVpc = [
  ...outsideVpc.slice(0, 3),
  [SECURITY_GROUP, "guestbook-web"],
  [EGRESS, "guestbook-web-out"],
  ...outsideVpc.slice(3),
] as const;

for (const [where, args, children] of [
  ["outside a VPC", {}, outsideVpc],
  ["inside a VPC", { vpc }, insideVpc],
] as const) {
  describe(`a serverless service ${where}`, () => {
    isExactly(guestbook(args), ["multistage:index:ServerlessService", "guestbook"], children);

    it("has exactly its tags on everything that takes tags", async () => {
      const { declared } = await make(guestbook(args));
      const tagged = declared.slice(1).filter(({ type }) => takesTags(type));
      assert.ok(tagged.length >= 6);
      for (const { type, name, inputs } of declared.slice(1)) {
        const expected = tagsOf(name.endsWith("-api") ? "api" : "web", { service: "guestbook" });
        assert.deepEqual(inputs["tags"], takesTags(type) ? expected : undefined, `${type} ${name}`);
      }
    });
  });
}

describe("a serverless service", () => {
  it("tells where it is reached and what it is made of", async () => {
    const { component } = await make(guestbook());
    const { url, functionName, version, aliasArn, logGroupName } = component;
    assert.deepEqual(await Promise.all([url, functionName, version, aliasArn, logGroupName].map(value)), [
      "https://api.example",
      "shop-dev-guestbook-web",
      "7",
      "arn:Alias guestbook-live",
      "/aws/lambda/shop-dev-guestbook-web",
    ]);
  });
});
