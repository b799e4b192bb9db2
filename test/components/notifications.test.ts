import assert from "node:assert/strict";
import { Notifications, type NotificationsArgs } from "../../components/notifications/notifications";
import { Refusal } from "../../refusal/refusal";
import { make, only } from "./make";
import { value } from "./mocked";
import { refused } from "./refused";
import { tagsOf } from "./tags-of";

const common = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
};
const notifications =
  (args: Partial<NotificationsArgs> = {}) =>
  (opts: object): Notifications =>
    new Notifications("notifications", { ...common, ...args }, opts);

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

describe("notifications are refused", () => {
  it("for every address that is none or listed twice, at once", async () => {
    const approverEmails = ["web", "a@b.example", "a @b.example", "a@b.example", "a@b"];
    assert.deepEqual(await refused(notifications({ approverEmails, alarmEmails: ["web"] })), {
      paths: [...[0, 2, 3, 4].map((index) => `approverEmails[${index}]`), "alarmEmails[0]"],
      lines: [
        'approverEmails[0]: must be a mail address, got "web"; for example releases@shop.example',
        'approverEmails[2]: must be a mail address, got "a @b.example"; for example releases@shop.example',
        'approverEmails[3]: must be listed once, got "a@b.example"; remove one',
        'approverEmails[4]: must be a mail address, got "a@b"; for example releases@shop.example',
        'alarmEmails[0]: must be a mail address, got "web"; for example releases@shop.example',
      ],
    });
  });

  it("for an identity that gives no name", async () => {
    const identity = { project: "Shop", stage: "dev" };
    await assert.rejects(make(notifications({ identity })), Refusal);
  });
});

describe("notifications", () => {
  it("are a topic for approvals, one for alarms, and nothing else where nobody is told by mail", async () => {
    const made = await make(notifications());
    assert.deepEqual(
      made.declared.map(({ urn }) => urn),
      [
        "urn:pulumi:stack::project::multistage:index:Notifications::notifications",
        "urn:pulumi:stack::project::multistage:index:Notifications$aws:sns/topic:Topic::notifications-approvals",
        "urn:pulumi:stack::project::multistage:index:Notifications$aws:sns/topic:Topic::notifications-alarms",
      ],
    );
    for (const role of ["approvals", "alarms"]) {
      const { inputs } = only(made, "aws:sns/topic:Topic", `notifications-${role}`);
      assert.deepEqual(inputs, { name: `shop-dev-${role}`, tags: tagsOf(role) });
    }
    const { approvalTopicArn, alarmTopicArn } = made.component;
    assert.deepEqual(await Promise.all([approvalTopicArn, alarmTopicArn].map(value)), [
      "arn:Topic notifications-approvals",
      "arn:Topic notifications-alarms",
    ]);
  });

  it("go by mail to everybody listed, each by a subscription of their own", async () => {
    const approverEmails = ["a@b.example", "c@d.example"];
    const { declared } = await make(notifications({ approverEmails, alarmEmails: ["a@b.example"] }));
    const subscriptions = declared.filter(({ type }) => type === SUBSCRIPTION);
    const told = (role: string) => (endpoint: string) => ({
      name: `notifications-${role}-${endpoint}`,
      inputs: { topic: `arn:Topic notifications-${role}`, protocol: "email", endpoint },
    });
    assert.deepEqual(
      subscriptions.map(({ name, inputs }) => ({ name, inputs })),
      [...approverEmails.map(told("approvals")), told("alarms")("a@b.example")],
    );
  });
});
