/** Amazon SNS: topics, their policies and who gets what is published. */
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { arn, heldIn, page, text, type Row } from "./row";

const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const COMMIT = "00a35305dc1b297a6fcdecdfbba33f1e63c3da39";

const topic: Row = {
  type: TOPIC,
  source: page(COMMIT, "internal/service/sns/topic.go"),
  id: ({ inputs, place }) => arn(place, "sns", text(inputs, "name")),
  idLine: 277,
  autoName: "name",
  fit: (name, inputs) => (inputs["fifoTopic"] === true ? `${name}.fifo` : name),
  replaceOn: { fifoTopic: 85, name: 140, namePrefix: 147 },
  update: "changed",
  updateLine: 324,
  // CreateTopic gives a topic that exists, unless its tags are others.
  refuses: ({ inputs, place, before, held }) => {
    if (before !== undefined) return undefined;
    const found = heldIn(held, TOPIC, place, arn(place, "sns", text(inputs, "name")));
    if (found === undefined || isDeepStrictEqual(found.properties["tags"], inputs["tags"])) return undefined;
    return "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags";
  },
  computed: ({ inputs, place }, id) => ({
    arn: id,
    contentBasedDeduplication: inputs["contentBasedDeduplication"] ?? false,
    fifoTopic: inputs["fifoTopic"] ?? false,
    owner: place.account,
  }),
};

const topicPolicy: Row = {
  type: "aws:sns/topicPolicy:TopicPolicy",
  source: page(COMMIT, "internal/service/sns/topic_policy.go"),
  id: ({ inputs }) => text(inputs, "arn"),
  idLine: 71,
  replaceOn: { arn: 42 },
  update: "whole",
  updateLine: 64,
  computed: ({ place }) => ({ owner: place.account }),
};

/** Who must answer a message first. */
const CONFIRMED = ["sqs", "lambda", "firehose", "sms", "application"];

const subscription: Row = {
  type: SUBSCRIPTION,
  source: page("04a2e6e5bc625ec85ea8c678219b483fc674877e", "internal/service/sns/topic_subscription.go"),
  // Subscribe gives the subscription there is of the same topic, protocol and endpoint.
  id: ({ inputs, held }) => {
    const same = held(SUBSCRIPTION).find(({ properties }) =>
      ["topic", "protocol", "endpoint"].every((name) => properties[name] === inputs[name]),
    );
    return text(same?.properties ?? {}, "arn") || `${text(inputs, "topic")}:${randomUUID()}`;
  },
  idLine: 204,
  replaceOn: { endpoint: 62, protocol: 97, topic: 135 },
  update: "changed",
  updateLine: 255,
  computed: ({ inputs, place }, id) => {
    const confirmed = CONFIRMED.includes(text(inputs, "protocol"));
    return {
      arn: id,
      confirmationTimeoutInMinutes: inputs["confirmationTimeoutInMinutes"] ?? 1,
      confirmationWasAuthenticated: confirmed,
      endpointAutoConfirms: inputs["endpointAutoConfirms"] ?? false,
      ownerId: place.account,
      pendingConfirmation: !confirmed,
      rawMessageDelivery: inputs["rawMessageDelivery"] ?? false,
    };
  },
};

export const sns = [topic, topicPolicy, subscription];
