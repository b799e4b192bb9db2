import assert from "node:assert/strict";
import * as fc from "fast-check";
import { serviceLogGroups } from "../../../policy/aws/service-log-groups";
import { implicitLogGroup } from "../../../policy/rules/implicit-log-group";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputsOf } from "../any-inputs";
import type { Declared } from "../cases/case";
import { lambda, logGroup } from "../functions";
import { judgeStack } from "../judge";

type Stack = Readonly<Record<string, Declared>>;

const web = lambda("shop-web");
const found = (stack: Stack): string[] =>
  judgeStack(implicitLogGroup, stack).map((finding) =>
    "problem" in finding ? finding.problem.got.replace(/,.*/, "") : `? ${finding.notEvaluated}`,
  );
/** Of one resource alone, and beside the group. */
function both(type: string, inputs: Values, group: string): [alone: string[], beside: string[]] {
  const it = { type, inputs };
  return [found({ it }), found({ it, log: logGroup(group) })];
}
const project = (logsConfig: Value): Declared => ({
  type: "aws:codebuild/project:Project",
  inputs: { name: "shop", logsConfig },
});

describe("the rule implicit-log-group", () => {
  it("says which log group AWS would make, and what to do", () => {
    assert.deepEqual(judgeStack(implicitLogGroup, { web }), [
      {
        urn: "urn:pulumi:dev::shop::aws:lambda/function:Function::web",
        problem: {
          property: "loggingConfig.logGroup",
          rule: "beside a log group of this stack that is written to",
          got: "none named /aws/lambda/shop-web, which AWS then makes for ever",
          remedy: "declare a LogGroup of that name with retentionInDays",
        },
      },
    ]);
  });

  const services: readonly (readonly [type: string, inputs: Values, group: string])[] = [
    ["aws:lambda/function:Function", { name: "shop" }, "/aws/lambda/shop"],
    ["aws:codebuild/project:Project", { name: "shop" }, "/aws/codebuild/shop"],
    [
      "aws:apigateway/methodSettings:MethodSettings",
      { restApi: "a1b2c3", stageName: "prod", methodPath: "*/*", settings: { loggingLevel: "INFO" } },
      "API-Gateway-Execution-Logs_a1b2c3/prod",
    ],
    [
      "aws:apigatewayv2/stage:Stage",
      { apiId: "a1b2c3", name: "prod", routeSettings: [{ loggingLevel: "OFF" }, { loggingLevel: "ERROR" }] },
      "/aws/apigateway/a1b2c3/prod",
    ],
    ["aws:eks/cluster:Cluster", { name: "shop", enabledClusterLogTypes: ["audit"] }, "/aws/eks/shop/cluster"],
    [
      "aws:rds/cluster:Cluster",
      { clusterIdentifier: "shop", enabledCloudwatchLogsExports: ["postgresql"] },
      "/aws/rds/cluster/shop/postgresql",
    ],
    [
      "aws:rds/instance:Instance",
      { identifier: "shop", enabledCloudwatchLogsExports: ["error"] },
      "/aws/rds/instance/shop/error",
    ],
  ];
  for (const [type, inputs, group] of services) {
    it(`knows ${group}`, () => {
      assert.deepEqual(both(type, inputs, group), [[`none named ${group}`], []]);
      assert.deepEqual(found({ it: { type, inputs }, log: logGroup(`${group}-2`) }), [`none named ${group}`]);
    });
  }

  it("knows every service that it has a name for", () => {
    assert.deepEqual(services.map(([type]) => type).sort(), Object.keys(serviceLogGroups).sort());
  });

  it("takes what logs nothing, or to a group that is named by hand", () => {
    assert.deepEqual(found({ it: project({ cloudwatchLogs: { status: "DISABLED" } }) }), []);
    assert.deepEqual(found({ it: project({ cloudwatchLogs: { groupName: "/shop/build" } }) }), []);
    assert.deepEqual(found({ it: project({ s3Logs: { status: "ENABLED" } }) }), [
      "none named /aws/codebuild/shop",
    ]);
    const inputs = { apiId: "a1b2c3", name: "prod" };
    for (const settings of [undefined, {}, { loggingLevel: "OFF" }])
      assert.deepEqual(
        found({
          it: { type: "aws:apigatewayv2/stage:Stage", inputs: { ...inputs, defaultRouteSettings: settings } },
        }),
        [],
      );
    const logGroup = "/shared/functions";
    assert.deepEqual(found({ it: lambda("shop", { loggingConfig: { logFormat: "Text", logGroup } }) }), []);
  });

  it("refuses the service's own name given by hand, as a stack's state holds it", () => {
    const loggingConfig = { logFormat: "Text", logGroup: "/aws/lambda/shop" };
    assert.deepEqual(found({ it: lambda("shop", { loggingConfig }) }), ["none named /aws/lambda/shop"]);
  });

  it("takes a group by dependency, where its name is not known yet", () => {
    const log = logGroup("/aws/lambda/${it.id}");
    assert.deepEqual(found({ it: web, log }), []);
    const loggingConfig = "${log.settings}"; // as a whole
    assert.deepEqual(found({ log: logGroup("/shop"), it: lambda("shop", { loggingConfig }) }), []);
    const api = { type: "aws:apigateway/restApi:RestApi", inputs: {} };
    const settings = {
      type: "aws:apigateway/methodSettings:MethodSettings",
      inputs: { restApi: "${api.id}", stageName: "prod", settings: { loggingLevel: "INFO" } },
    };
    const ofApi = logGroup("API-Gateway-Execution-Logs_${api.id}/prod");
    assert.deepEqual(found({ api, settings, log: ofApi }), []);
    assert.deepEqual(found({ api, settings, log: logGroup("/aws/lambda/shop") }), [
      "none named API-Gateway-Execution-Logs_<not known yet>/prod",
    ]);
  });

  it("does not evaluate what an unknown part decides", () => {
    const other = lambda("shop-other", { loggingConfig: { logFormat: "Text", logGroup: "/shop" } });
    assert.deepEqual(found({ web, other, log: logGroup("${other.id}") }), ["? loggingConfig.logGroup"]);
    const unnamed = { ...web, inputs: { ...web.inputs, name: UNKNOWN } as Values };
    assert.deepEqual(found({ unnamed, log: logGroup("/aws/lambda/shop-web") }), ["? loggingConfig.logGroup"]);
    assert.deepEqual(found({ it: lambda("shop", { loggingConfig: UNKNOWN }) }), ["? loggingConfig"]);
    assert.deepEqual(found({ it: project(UNKNOWN) }), ["? logsConfig"]);
    const undecided: readonly (readonly [string, Values])[] = [
      ["aws:apigateway/methodSettings:MethodSettings", { settings: UNKNOWN }],
      ["aws:apigatewayv2/stage:Stage", { defaultRouteSettings: { loggingLevel: UNKNOWN } }],
      ["aws:eks/cluster:Cluster", { name: "shop", enabledClusterLogTypes: UNKNOWN }],
      ["aws:rds/instance:Instance", { identifier: "shop", enabledCloudwatchLogsExports: UNKNOWN }],
    ];
    for (const [type, inputs] of undecided)
      assert.deepEqual(
        found({ it: { type, inputs } }).map((text) => text.slice(0, 2)),
        ["? "],
        type,
      );
  });

  it("refuses what no unknown name can change", () => {
    const unnamed = { ...web, inputs: { ...web.inputs, name: UNKNOWN } as Values };
    assert.deepEqual(found({ unnamed, log: logGroup("/shop/web") }), [
      "none named /aws/lambda/<not known yet>",
    ]);
    const prefixed = {
      type: "aws:cloudwatch/logGroup:LogGroup",
      inputs: { namePrefix: "/aws/lambda/shop-web" },
    };
    assert.deepEqual(found({ web, prefixed }), ["none named /aws/lambda/shop-web"]);
    assert.deepEqual(found({ unnamed, log: logGroup(`/aws/lambda/${"a".repeat(1e6)}`) }), [
      "none named /aws/lambda/<not known yet>",
    ]);
  });

  it("never throws, whatever the inputs", () => {
    const tops = [
      "name",
      "loggingConfig",
      "logsConfig",
      "settings",
      "restApi",
      "stageName",
      "apiId",
      "identifier",
    ];
    const lists = [
      "defaultRouteSettings",
      "routeSettings",
      "enabledClusterLogTypes",
      "enabledCloudwatchLogsExports",
    ];
    const steps = ["logGroup", "cloudwatchLogs", "status", "groupName", "loggingLevel"];
    const inputs = anyInputsOf([...tops, ...lists], steps);
    const type = fc.constantFrom(...Object.keys(serviceLogGroups), logGroup("").type);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("a", "b", "c"), fc.record({ type, inputs })), (stack) => {
        assert.ok(Array.isArray(judgeStack(implicitLogGroup, stack)));
      }),
    );
  });
});
