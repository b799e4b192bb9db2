import assert from "node:assert/strict";
import type { EventBridgeEvent } from "../../../local/events/event";
import { filled } from "../../../local/events/input";
import type { TargetInput } from "../../../local/events/rule";

const EVENT: EventBridgeEvent = {
  version: "0",
  id: "7bf73129-1428-4cd3-a780-95db273d1602",
  "detail-type": "Object Created",
  source: "aws.s3",
  account: "123456789012",
  time: "2026-11-21T10:00:00Z",
  region: "eu-central-1",
  resources: ["arn:aws:s3:::artifacts"],
  detail: {
    object: { key: "web.zip", size: 12, "version-id": 'v"1' },
    records: [{ name: "a" }, { other: 1 }, { name: "b" }],
    on: false,
  },
};
const OF = {
  ruleArn: "arn:aws:events:eu-central-1:123456789012:rule/trigger",
  ruleName: "trigger",
  ingested: Date.UTC(2026, 10, 21, 10, 0, 1),
};

function got(input: TargetInput): unknown {
  const result = filled(input, EVENT, OF);
  return "misfit" in result ? result : (JSON.parse(result.text) as unknown);
}

function transformed(template: string, paths: Record<string, string> = {}): unknown {
  return got({ kind: "transformer", template, paths });
}

describe("what a target gets", () => {
  it("is nothing where a template gives no JSON, as when a variable of it is not in the event", () => {
    assert.deepEqual(transformed('{"a":<gone>}', { gone: "$.detail.gone" }), {
      misfit: 'the template gives no JSON: {"a":}',
    });
    assert.deepEqual(transformed('{"a":"<version>"}', { version: "$.detail.object.version-id" }), {
      misfit: 'the template gives no JSON: {"a":"v"1"}',
    });
    assert.deepEqual(transformed("plain words"), { misfit: "the template gives no JSON: plain words" });
  });

  it("is nothing where the path is none that EventBridge knows", () => {
    for (const path of ["detail", "$.a[?(@.b)]", "$..name", "$.detail['on']"])
      assert.deepEqual(got({ kind: "path", path }), {
        misfit: `the path ${path} is none that EventBridge knows`,
      });
  });

  it("is the event, unless something else is asked for", () => {
    assert.deepEqual(got({ kind: "event" }), EVENT);
    assert.deepEqual(got({ kind: "constant", text: '{"a":1}' }), { a: 1 });
  });

  it("is what a path leads to, null where that is nowhere", () => {
    const along = (path: string) => got({ kind: "path", path });
    assert.deepEqual(along("$"), EVENT);
    assert.equal(along("$.detail.object.version-id"), 'v"1');
    assert.equal(along("$.resources[0]"), "arn:aws:s3:::artifacts");
    assert.deepEqual(along("$.detail.records[*].name"), ["a", "b"]);
    assert.deepEqual(along("$.detail.object.*"), ["web.zip", 12, 'v"1']);
    assert.equal(along("$.detail.on"), false);
    assert.equal(along("$.detail.object.key.length"), null);
    assert.equal(along("$.detail.toString"), null);
  });

  it("has a text with its quotation marks for a variable, within quotation marks without", () => {
    const paths = { version: "$.detail.object.version-id", key: "$.detail.object.key", on: "$.detail.on" };
    assert.deepEqual(transformed('{"a":<version>,"b":"the <key> is <on>","c":<on>}', paths), {
      a: 'v"1',
      b: "the web.zip is false",
      c: false,
    });
    assert.equal(transformed('"<key> was <gone>."', paths), "web.zip was <gone>.");
    assert.equal(transformed('"say \\"<key>\\" "', paths), 'say "web.zip" ');
  });

  it("has objects as they are, within quotation marks without their own", () => {
    const paths = { object: "$.detail.records" };
    assert.deepEqual(transformed('{"a":<object>}', paths), { a: EVENT.detail["records"] });
    assert.equal(transformed('"<object>"', paths), "[{name:a},{other:1},{name:b}]");
  });

  it("has EventBridge's own variables", () => {
    const { detail, ...envelope } = EVENT;
    const template =
      '{"arn":<aws.events.rule-arn>,"at":"<aws.events.event.ingestion-time>","name":"<aws.events.rule-name>","all":<aws.events.event.json>,"rest":<aws.events.event>}';
    assert.deepEqual(transformed(template), {
      arn: OF.ruleArn,
      at: "2026-11-21T10:00:01Z",
      name: "trigger",
      all: { ...envelope, detail },
      rest: envelope,
    });
  });
});
