/** Amazon SNS and Amazon SQS: topics with who gets what is published, and queues. */
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { isValues, type Value, type Values } from "../../../wire/values";
import { calling, type Clients } from "../clients";
import { asText, ifGiven, text, type Mirror, type Mirrored } from "../mirrored";
import { lostTags, retag, tagList, tagMap, tagsOf } from "../tags";

/** In AWS's words, what is given; documents go as the text they are. */
function attributes(words: Readonly<Record<string, string>>, properties: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, own]) => {
      const value = properties[name];
      if (value === undefined || value === null || value === "") return [];
      return [[own, written(value)]];
    }),
  );
}

function written(value: Value): string {
  return isValues(value) || Array.isArray(value) ? JSON.stringify(value) : asText(value);
}

const OF_TOPIC = { displayName: "DisplayName", policy: "Policy", kmsMasterKeyId: "KmsMasterKeyId" };

const topic: Mirrored = {
  gone: ["NotFound", "NotFoundException"],
  create: (to, { properties }) => {
    const isFifo = properties["fifoTopic"] === true;
    const Attributes = { ...attributes(OF_TOPIC, properties), ...(isFifo ? { FifoTopic: "true" } : {}) };
    const input = { Name: text(properties, "name"), Attributes, Tags: tagList(properties) };
    return to.of(sns.SNSClient).send(new sns.CreateTopicCommand(input));
  },
  update: async (to, mirror, sent, before) => {
    const [client, { id, properties }] = [to.of(sns.SNSClient), mirror];
    for (const [name, AttributeName] of Object.entries(OF_TOPIC)) {
      if (!sent.has(name)) continue;
      const AttributeValue = written(properties[name] ?? "");
      await client.send(new sns.SetTopicAttributesCommand({ TopicArn: id, AttributeName, AttributeValue }));
    }
    await retag(
      mirror,
      sent,
      before,
      (TagKeys) => client.send(new sns.UntagResourceCommand({ ResourceArn: id, TagKeys })),
      (Tags) => client.send(new sns.TagResourceCommand({ ResourceArn: id, Tags })),
    );
  },
  remove: (to, { id }) => to.of(sns.SNSClient).send(new sns.DeleteTopicCommand({ TopicArn: id })),
  read: async (to, { id, properties }) => {
    const client = to.of(sns.SNSClient);
    const { Attributes } = await client.send(new sns.GetTopicAttributesCommand({ TopicArn: id }));
    const { Tags } = await client.send(new sns.ListTagsForResourceCommand({ ResourceArn: id }));
    const shown = ifGiven(properties, "displayName", Attributes?.["DisplayName"] ?? "");
    return { arn: Attributes?.["TopicArn"] ?? "", ...shown, tagsAll: tagMap(Tags) };
  },
};

const OF_SUBSCRIPTION = {
  deliveryPolicy: "DeliveryPolicy",
  filterPolicy: "FilterPolicy",
  filterPolicyScope: "FilterPolicyScope",
  rawMessageDelivery: "RawMessageDelivery",
  redrivePolicy: "RedrivePolicy",
};

/** The emulator takes a raw delivery for one wherever anything is said of it. */
function ofSubscription(properties: Values): Record<string, string> {
  const { RawMessageDelivery, ...others } = attributes(OF_SUBSCRIPTION, properties);
  return RawMessageDelivery === "true" ? { ...others, RawMessageDelivery } : others;
}

const subscription: Mirrored = {
  gone: ["NotFound", "NotFoundException"],
  create: (to, { id, properties }) => {
    const input = {
      TopicArn: text(properties, "topic"),
      Protocol: text(properties, "protocol"),
      Endpoint: text(properties, "endpoint"),
      Attributes: ofSubscription(properties),
    };
    return calling([id], () => to.of(sns.SNSClient).send(new sns.SubscribeCommand(input)));
  },
  update: async (to, { id, properties }, sent) => {
    for (const [name, AttributeName] of Object.entries(OF_SUBSCRIPTION)) {
      if (!sent.has(name)) continue;
      const AttributeValue = ofSubscription(properties)[AttributeName] ?? "";
      const input = { SubscriptionArn: id, AttributeName, AttributeValue };
      await to.of(sns.SNSClient).send(new sns.SetSubscriptionAttributesCommand(input));
    }
  },
  remove: (to, { id }) => to.of(sns.SNSClient).send(new sns.UnsubscribeCommand({ SubscriptionArn: id })),
  read: async (to, { id }) => {
    const asked = new sns.GetSubscriptionAttributesCommand({ SubscriptionArn: id });
    const { Attributes: held = {} } = await to.of(sns.SNSClient).send(asked);
    return {
      arn: id,
      endpoint: held["Endpoint"] ?? "",
      protocol: held["Protocol"] ?? "",
      topic: held["TopicArn"] ?? "",
    };
  },
};

const OF_QUEUE = {
  contentBasedDeduplication: "ContentBasedDeduplication",
  delaySeconds: "DelaySeconds",
  fifoQueue: "FifoQueue",
  kmsMasterKeyId: "KmsMasterKeyId",
  maxMessageSize: "MaximumMessageSize",
  messageRetentionSeconds: "MessageRetentionPeriod",
  policy: "Policy",
  receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
  redrivePolicy: "RedrivePolicy",
  visibilityTimeoutSeconds: "VisibilityTimeout",
};

function ofQueue(properties: Values): Record<string, string> {
  const all = attributes(OF_QUEUE, properties);
  // What is no FIFO queue must not say that it is none.
  const fifo = ["FifoQueue", "ContentBasedDeduplication"];
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => !fifo.includes(name) || value === "true"),
  );
}

async function retagQueue(to: Clients, { id, properties }: Mirror, before: Values): Promise<void> {
  const [client, TagKeys] = [to.of(sqs.SQSClient), lostTags(before, properties)];
  if (TagKeys.length > 0) await client.send(new sqs.UntagQueueCommand({ QueueUrl: id, TagKeys }));
  await client.send(new sqs.TagQueueCommand({ QueueUrl: id, Tags: tagsOf(properties) }));
}

const queue: Mirrored = {
  gone: ["AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"],
  create: (to, { properties }) => {
    const input = {
      QueueName: text(properties, "name"),
      Attributes: ofQueue(properties),
      tags: tagsOf(properties),
    };
    return to.of(sqs.SQSClient).send(new sqs.CreateQueueCommand(input));
  },
  update: async (to, mirror, sent, before) => {
    const { id, properties } = mirror;
    if (Object.keys(OF_QUEUE).some((name) => sent.has(name))) {
      const input = { QueueUrl: id, Attributes: ofQueue(properties) };
      await to.of(sqs.SQSClient).send(new sqs.SetQueueAttributesCommand(input));
    }
    if (sent.has("tags")) await retagQueue(to, mirror, before);
  },
  remove: (to, { id }) => to.of(sqs.SQSClient).send(new sqs.DeleteQueueCommand({ QueueUrl: id })),
  read: async (to, { id }) => {
    const client = to.of(sqs.SQSClient);
    const asked = new sqs.GetQueueAttributesCommand({ QueueUrl: id, AttributeNames: ["All"] });
    const { Attributes = {} } = await client.send(asked);
    const held: Readonly<Record<string, string>> = Attributes;
    const { Tags = {} } = await client.send(new sqs.ListQueueTagsCommand({ QueueUrl: id }));
    const names = ["delaySeconds", "messageRetentionSeconds", "visibilityTimeoutSeconds"] as const;
    const numbers = names.map((name) => [name, Number(held[OF_QUEUE[name]])] as const);
    return { arn: held["QueueArn"] ?? "", ...Object.fromEntries(numbers), tagsAll: Tags };
  },
};

export const ofMessages = {
  "aws:sns/topic:Topic": topic,
  "aws:sns/topicSubscription:TopicSubscription": subscription,
  "aws:sqs/queue:Queue": queue,
};
