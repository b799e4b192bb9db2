/** How people of a stage are told: topics for what waits for approval and for alarms, and who gets each by mail. */
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { refuse } from "../refuse";
import { notificationProblems } from "./resolve";

export interface NotificationsArgs {
  /** Names and tags are derived from it; `service` is left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** Who is told by mail that a release waits for approval; each must confirm a mail from AWS first. Defaults to nobody. */
  approverEmails?: string[];
  /** Who is told by mail of alarms, in the same way. Defaults to nobody. */
  alarmEmails?: string[];
}

/**
 * The topics of a stage.
 *
 * Throws `InputPropertiesError` with every address that is none or listed twice, and `Refusal` for an identity that
 * gives no valid name.
 *
 * @example
 * const notifications = new Notifications("notifications", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   approverEmails: ["releases@shop.example"],
 * });
 */
export class Notifications extends pulumi.ComponentResource {
  /** Where pipelines say that a release waits for approval. */
  readonly approvalTopicArn: pulumi.Output<string>;
  /** Where alarms say that something is wrong. */
  readonly alarmTopicArn: pulumi.Output<string>;

  constructor(name: string, args: NotificationsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:Notifications", name, args, opts);
    const { approverEmails = [], alarmEmails = [] } = args;
    refuse([...notificationProblems(approverEmails), ...notificationProblems(alarmEmails, "alarmEmails")]);

    this.approvalTopicArn = createTopic(this, name, "approvals", args, approverEmails).arn;
    this.alarmTopicArn = createTopic(this, name, "alarms", args, alarmEmails).arn;
    this.registerOutputs({ approvalTopicArn: this.approvalTopicArn, alarmTopicArn: this.alarmTopicArn });
  }
}

function createTopic(
  parent: pulumi.Resource,
  name: string,
  role: string,
  args: NotificationsArgs,
  emails: readonly string[],
): sns.Topic {
  const identity = { ...args.identity, role };
  const topic = new sns.Topic(
    `${name}-${role}`,
    { name: physicalName("aws:sns/topic:Topic", identity), tags: tags(identity, args.ownership) },
    { parent },
  );
  for (const email of emails) {
    new sns.TopicSubscription(
      // By its address: who is taken out of the list takes nobody else with him.
      `${name}-${role}-${email}`,
      { topic: topic.arn, protocol: "email", endpoint: email },
      { parent },
    );
  }
  return topic;
}
