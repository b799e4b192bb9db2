import assert from "node:assert/strict";
import { Call, elementXml, errorXml } from "../../../../local/load-balancer/control/call";
import { replaceMembers, splitMembers } from "../../../../local/load-balancer/control/members";
import { refusalOf } from "../../../../local/load-balancer/control/refusals";

describe("a call of the query protocol", () => {
  it("has lists by their numbers, however they come", () => {
    const call = new Call(
      "Action=A&Targets.member.2.Id=b&Targets.member.10.Id=c&Targets.member.1.Id=a&Targets.member.1.Port=80",
    );
    assert.deepEqual(
      call.list("Targets").map((entry) => Object.fromEntries(entry)),
      [{ Id: "a", Port: "80" }, { Id: "b" }, { Id: "c" }],
    );
    assert.deepEqual(call.list("Others"), []);
    assert.equal(call.with("Targets", [new Map([["Id", "c"]])]), "Action=A&Targets.member.1.Id=c");
  });

  it("reads when it describes, changes when it does anything else", () => {
    const reads = (action: string) => new Call(`Action=${action}`).reads;
    assert.deepEqual(["DescribeRules", "ModifyRule", "DeleteRule", ""].map(reads), [
      true,
      false,
      false,
      false,
    ]);
  });

  it("is answered with text that is no mark-up", () => {
    assert.equal(elementXml("A", "<&>"), "<A>&lt;&amp;&gt;</A>");
    assert.equal(elementXml("A", undefined), "");
    assert.match(
      errorXml({ status: 503, code: "C", message: "m" }, "id"),
      /<Type>Receiver<\/Type><Code>C<\/Code>/,
    );
  });
});

describe("a call that AWS refuses", () => {
  const weights = (action: string, list: string, given: (string | undefined)[], more = "") =>
    refusalOf(
      new Call(
        `Action=${action}${given
          .flatMap((weight, index) => {
            const group = `${list}.member.1.ForwardConfig.TargetGroups.member.${index + 1}`;
            const arn = `&${group}.TargetGroupArn=arn${index}`;
            return weight === undefined ? [arn] : [arn, `&${group}.Weight=${weight}`];
          })
          .join("")}${more}`,
      ),
    );
  const zero = {
    status: 400,
    code: "ValidationError",
    message: "The weight of at least one target group must be greater than 0",
  };
  const range = { ...zero, message: "The weight for each target group must be between 0 and 999, inclusive" };

  it("has weights of nothing at all, in rules and listeners alike", () => {
    assert.deepEqual(weights("ModifyRule", "Actions", ["0", "0"]), zero);
    assert.deepEqual(weights("CreateRule", "Actions", ["0", "0", "0"]), zero);
    assert.deepEqual(weights("ModifyListener", "DefaultActions", ["0"]), zero);
    assert.deepEqual(weights("CreateListener", "DefaultActions", ["0", "0"]), zero);
  });

  it("has weights that are none, or leaves one out of several", () => {
    for (const wrong of [
      ["1000", "1"],
      ["-1", "1"],
      ["0.5", "1"],
      ["", "1"],
      ["1", undefined],
    ])
      assert.deepEqual(weights("ModifyRule", "Actions", wrong), range, String(wrong));
  });

  it("is none of the others", () => {
    assert.equal(weights("ModifyRule", "Actions", ["0", "1"]), undefined);
    assert.equal(weights("ModifyRule", "Actions", ["999", "0"]), undefined);
    assert.equal(weights("ModifyRule", "Actions", [undefined]), undefined);
    assert.equal(weights("ModifyRule", "Actions", []), undefined);
    assert.equal(weights("DescribeRules", "Actions", ["0", "0"]), undefined);
  });
});

describe("the entries of an answer", () => {
  const xml =
    "<R><Rules><member><Arn>a</Arn><X><member>1</member></X></member> <member><Arn>b</Arn></member></Rules></R>";

  it("are found with the lists in them", () => {
    assert.deepEqual(splitMembers("<member>a<member>b</member></member>\n<member>c</member>\n"), [
      "<member>a<member>b</member></member>",
      "\n",
      "<member>c</member>",
      "\n",
    ]);
    assert.deepEqual(splitMembers(""), []);
  });

  it("are replaced where they are, and nothing else is", () => {
    const replaced = replaceMembers(xml, "Rules", (one) =>
      one.includes("<Arn>a") ? "<member>A</member>" : one,
    );
    assert.equal(replaced, "<R><Rules><member>A</member> <member><Arn>b</Arn></member></Rules></R>");
    assert.equal(
      replaceMembers(xml, "Others", () => ""),
      xml,
    );
  });
});
