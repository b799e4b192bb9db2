import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { answersOf } from "../../../cli/whose/answer";
import { sourceOf } from "../../../cli/whose/code-line";
import { answersLines } from "../../../cli/whose/lines";
import * as components from "../../../components";
import { ROOT } from "../../helpers/command-line";
import { OFTEN } from "../../helpers/property-runs";
import { ACCOUNT, made, resources, service, state, trace } from "./state";

const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:shop-dev-web-web`;

/** How each resource that is named so is called in the program, and what names it. */
function found(text: string): string[] {
  return answersOf(text, [state]).map(({ urn, way }) => `${urn.split("::").at(-1)} by ${way}`);
}

describe("what a text names in a state", () => {
  it("is nothing for what nobody is called, and for the beginnings and ends of names", () => {
    for (const text of [
      "nobody",
      "shop-dev-web",
      "dev-web-web",
      "subnet-",
      "SHOP-DEV-WEB-WEB",
      "team",
      "dev",
      "1000",
    ])
      assert.deepEqual(found(text), [], text);
    assert.deepEqual(found(`${FUNCTION}x`), []);
  });

  it("is nothing by what a resource only refers to: its network, its account, its target", () => {
    assert.deepEqual(found("vpc-1"), []);
    assert.deepEqual(found(ACCOUNT), []);
    assert.deepEqual(found("timer"), []);
  });

  it("is nothing of an empty state, and of none", () => {
    assert.deepEqual(answersOf("shop-dev-web-web", [{ deployment: {} }]), []);
    assert.deepEqual(answersOf("shop-dev-web-web", []), []);
  });

  it("is by its ARN what has this ARN, and not what is aimed at it or gives it out", () => {
    assert.deepEqual(found(FUNCTION), ["web-web by arn"]);
  });

  it("is the most exact first, then what it is a part of, the innermost first", () => {
    assert.deepEqual(found(`${FUNCTION}:live`), ["web-live by arn", "web-web by below"]);
    assert.deepEqual(found(`${FUNCTION}:live:x`), ["web-live by below", "web-web by below"]);
    assert.deepEqual(found("arn:aws:s3:::uploads/a/b.zip"), ["uploads by below"]);
  });

  it("is a bucket before the settings that go by its name", () => {
    assert.deepEqual(found("uploads"), ["uploads by id", "uploads by owner"]);
    assert.equal(answersOf("uploads", [state])[0]?.type, "aws:s3/bucket:Bucket");
  });

  it("is also found by address, by URL whatever its path, by Name tag and by URN", () => {
    assert.deepEqual(found("uploads.s3.amazonaws.com"), ["uploads by address"]);
    assert.deepEqual(found("https://uploads.s3.amazonaws.com/a?b=c"), ["uploads by address"]);
    assert.deepEqual(found(service.urn), ["web by urn"]);
    const named = made("aws:ec2/eip:Eip", "nat", {
      id: "eipalloc-1",
      outputs: { tags: { Name: "shop-dev-nat" } },
    });
    const [answer] = answersOf("shop-dev-nat", [{ deployment: { resources: [...resources, named] } }]);
    assert.deepEqual([answer?.way, answer?.id], ["nameTag", "eipalloc-1"]);
  });

  it("is told from what is only looked up, and from what waits to be deleted", () => {
    const states = answersOf("jobs", [state]).map(({ id, state: is }) => [id, is]);
    assert.deepEqual(states, [
      ["https://sqs/old", "waits to be deleted"],
      ["https://sqs/jobs", "read"],
    ]);
  });

  it("never shows a secret, whatever is asked", () => {
    const ids = resources.flatMap(({ id, urn, outputs }) => [
      ...[id, urn].filter((one) => typeof one === "string"),
      ...Object.values(outputs ?? {}).filter((one) => typeof one === "string"),
    ]);
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...ids), fc.string()), (text) => {
        const answers = answersOf(text, [state]);
        const told = JSON.stringify(answers) + answersLines(answers).join("\n");
        assert.doesNotMatch(told, /v1:c2VjcmV0|ciphertext/);
      }),
      OFTEN,
    );
  });
});

describe("whose it is", () => {
  const only = (text: string) => {
    const [answer] = answersOf(text, [state]);
    assert.ok(answer !== undefined);
    return answer;
  };

  it("stands in its tags", () => {
    const { identity, owner, costCenter, tagged, components: around } = only("shop-dev-web-web");
    assert.deepEqual(identity, { project: "shop", stage: "dev", service: "web", role: "web" });
    assert.deepEqual([owner, costCenter, tagged], ["team", "1000", true]);
    assert.deepEqual(around, [{ name: "web", type: "multistage:index:ServerlessService" }]);
  });

  it("is, of what takes no tags, what its component was given", () => {
    const { identity, owner, costCenter, tagged } = only("live");
    assert.deepEqual(identity, { project: "shop", stage: "dev", service: "web" });
    assert.deepEqual([owner, costCenter, tagged], ["team", "1000", false]);
  });

  it("is nobody's, and said so, where neither says it", () => {
    const answer = only("uploads");
    assert.deepEqual([answer.identity, answer.owner, answer.components], [undefined, undefined, []]);
    const lines = answersLines([answer]);
    assert.ok(
      lines.includes("             nothing says whose it is: neither its tags nor its component"),
      lines.join("\n"),
    );
    assert.ok(lines.includes("  component  the stack itself"));
  });
});

describe("the code line", () => {
  const codeOf = (text: string, more: readonly object[] = []) => {
    const [answer] = answersOf(text, [{ deployment: { resources: [...resources, ...more] } }]);
    const lines = answer?.code.lines.map(({ file, line, column }) => `${file}:${line}:${column}`);
    return { lines, note: answer?.code.note };
  };

  it("is the innermost of the program, with those that led there, without those of packages", () => {
    assert.deepEqual(codeOf("shop-dev-web-web"), {
      lines: ["components/serverless-service/web-function.ts:50:14", "stacks/index.ts:11:20"],
      note: undefined,
    });
  });

  it("is the component's where the state has none of its own, and said so", () => {
    assert.deepEqual(codeOf("live"), {
      lines: ["stacks/services.ts:18:7", "stacks/index.ts:11:20"],
      note:
        "the state has no line of its own; these ask for web (ServerlessService, " +
        "components/serverless-service/serverless-service.ts)",
    });
  });

  it("is the line that asks for what a plugin makes, never a line of the plugin", () => {
    assert.deepEqual(codeOf("subnet-1"), {
      lines: ["stacks/index.ts:10:17"],
      note:
        "awsx:ec2:Vpc, which a plugin makes, tells no lines of the program; these ask for network (Network, " +
        "components/network/network.ts)",
    });
  });

  it("is none where the state has none, and the component's source is said instead", () => {
    assert.deepEqual(codeOf("uploads"), { lines: [], note: "the state has no line of it" });
    const lost = made("multistage:index:LoadBalancer", "alb", { custom: false });
    const part = made("aws:lb/listener:Listener", "alb-product", { parent: lost.urn, id: "listener" });
    assert.deepEqual(codeOf("listener", [lost, part]), {
      lines: [],
      note: "the state has no line of it; it is part of alb (LoadBalancer, components/load-balancer/load-balancer.ts)",
    });
  });

  it("is read with care: broken positions are none, escapes are read, a line twice is one", () => {
    const positions = ["a%20b/index.ts#3,4", "a%20b/index.ts#3,9", "nonsense", "x.ts#", "%E0%A4%A.ts#7"];
    const odd = made("aws:sqs/queue:Queue", "odd", { id: "odd", ...trace(...positions) });
    assert.deepEqual(codeOf("odd", [odd]).lines, ["a b/index.ts:3:4", "%E0%A4%A.ts:7:undefined"]);
    const old = made("aws:sqs/queue:Queue", "old", {
      id: "older",
      sourcePosition: "project:///index.ts#1,2",
    });
    assert.deepEqual(codeOf("older", [old]).lines, ["index.ts:1:2"]);
  });

  it("of every component of ours is in a file that is there", () => {
    const names = Object.entries(components).flatMap(([name, one]) => (isComponent(one) ? [name] : []));
    assert.ok(names.length >= 7, names.join());
    for (const name of names) {
      const source = sourceOf(`multistage:index:${name}`);
      assert.ok(source !== undefined && existsSync(join(ROOT, source)), `${name}: ${source}`);
    }
    assert.equal(sourceOf("awsx:ec2:Vpc"), undefined);
  });
});

function isComponent(exported: unknown): boolean {
  return typeof exported === "function" && exported.prototype instanceof pulumi.ComponentResource;
}
