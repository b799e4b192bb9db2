/** Sends records on: to queues and topics of the store, and to functions of ours. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Destinations } from "./async-invocations";

export interface StorePlace {
  /** Of the store, as `http://127.0.0.1:5000`. */
  readonly endpoint: string;
  readonly region: string;
}

/** @param invoke - takes an asynchronous invocation of a function, named by its ARN */
export function storeDestinations(
  { endpoint, region }: StorePlace,
  invoke: (arn: string, payload: Buffer) => void,
): Destinations & { close(): void } {
  const settings = { endpoint, region, credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const sqs = new SQSClient(settings);
  const sns = new SNSClient(settings);
  return {
    async deliver(arn, body, attributes = {}) {
      const [, , service, , account, name] = arn.split(":");
      const given = Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [key, { DataType: "String", StringValue: value }]),
      );
      if (service === "sqs") {
        const { QueueUrl } = await sqs.send(
          new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
        );
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes: given }));
      } else if (service === "sns") {
        await sns.send(new PublishCommand({ TopicArn: arn, Message: body, MessageAttributes: given }));
      } else if (service === "lambda") invoke(arn, Buffer.from(body));
      else throw new Error(`${arn} is no queue, topic or function`);
    },
    close() {
      sqs.destroy();
      sns.destroy();
    },
  };
}
