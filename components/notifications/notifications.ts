/** How people of a stage are told: a topic for what waits for their approval, and who gets it by mail. */
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

  constructor(name: string, args: NotificationsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:Notifications", name, args, opts);
    const { ownership, approverEmails = [] } = args;
    refuse(notificationProblems(approverEmails));
    const identity = { ...args.identity, role: "approvals" };

    const topic = new sns.Topic(
      `${name}-approvals`,
      { name: physicalName("aws:sns/topic:Topic", identity), tags: tags(identity, ownership) },
      { parent: this },
    );
    for (const email of approverEmails) {
      new sns.TopicSubscription(
        // By its address: who is taken out of the list takes nobody else with him.
        `${name}-approvals-${email}`,
        { topic: topic.arn, protocol: "email", endpoint: email },
        { parent: this },
      );
    }

    this.approvalTopicArn = topic.arn;
    this.registerOutputs({ approvalTopicArn: this.approvalTopicArn });
  }
}
