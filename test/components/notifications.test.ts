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
    assert.deepEqual(await refused(notifications({ approverEmails })), {
      paths: [0, 2, 3, 4].map((index) => `approverEmails[${index}]`),
      lines: [
        'approverEmails[0]: must be a mail address, got "web"; for example releases@shop.example',
        'approverEmails[2]: must be a mail address, got "a @b.example"; for example releases@shop.example',
        'approverEmails[3]: must be listed once, got "a@b.example"; remove one',
        'approverEmails[4]: must be a mail address, got "a@b"; for example releases@shop.example',
      ],
    });
  });

  it("for an identity that gives no name", async () => {
    const identity = { project: "Shop", stage: "dev" };
    await assert.rejects(make(notifications({ identity })), Refusal);
  });
});

describe("notifications", () => {
  it("are a topic for approvals, and nothing else where nobody is told by mail", async () => {
    const made = await make(notifications());
    assert.deepEqual(
      made.declared.map(({ urn }) => urn),
      [
        "urn:pulumi:stack::project::multistage:index:Notifications::notifications",
        "urn:pulumi:stack::project::multistage:index:Notifications$aws:sns/topic:Topic::notifications-approvals",
      ],
    );
    assert.deepEqual(only(made, "aws:sns/topic:Topic").inputs, {
      name: "shop-dev-approvals",
      tags: tagsOf("approvals"),
    });
    assert.equal(await value(made.component.approvalTopicArn), "arn:Topic notifications-approvals");
  });

  it("go by mail to everybody listed, each by a subscription of their own", async () => {
    const approverEmails = ["a@b.example", "c@d.example"];
    const { declared } = await make(notifications({ approverEmails }));
    const subscriptions = declared.filter(({ type }) => type === SUBSCRIPTION);
    assert.deepEqual(
      subscriptions.map(({ name, inputs }) => ({ name, inputs })),
      approverEmails.map((endpoint) => ({
        name: `notifications-approvals-${endpoint}`,
        inputs: { topic: "arn:Topic notifications-approvals", protocol: "email", endpoint },
      })),
    );
  });
});
