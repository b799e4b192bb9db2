/** What a pipeline needs of the store: the object its source is, and the topic that asks for approval. */
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { emulatorClient, type EmulatorAddress } from "../emulator-client";
import type { Notice } from "./approval";
import type { ActionRun, Execution, Outcome } from "./execution";

export class PipelineStore {
  private readonly s3: S3Client;
  private readonly sns: SNSClient;

  constructor(store: EmulatorAddress) {
    const settings = emulatorClient(store);
    this.s3 = new S3Client(settings);
    this.sns = new SNSClient(settings);
  }

  /** The version that whoever started the execution has chosen, or else the latest; never rejects. */
  async source({ revisions }: Execution, { action, configuration }: ActionRun): Promise<Outcome> {
    const { S3Bucket: Bucket = "", S3ObjectKey: Key = "" } = configuration;
    const chosen = revisions.find(({ actionName }) => actionName === action.name)?.versionId;
    const asked = chosen === undefined ? {} : { VersionId: chosen };
    const where = `s3://${Bucket}/${Key}${chosen === undefined ? "" : ` version ${chosen}`}`;
    const failed = (message: string): Outcome => {
      return { status: "Failed", error: { code: "RevisionUnavailable", message } };
    };
    try {
      const { VersionId, ETag = "" } = await this.s3.send(new HeadObjectCommand({ Bucket, Key, ...asked }));
      if (VersionId === undefined || VersionId === "null")
        return failed(`${where}: the bucket has no versions, and a source needs them`);
      const variables = { BucketName: Bucket, ObjectKey: Key, VersionId, ETag: ETag.replaceAll('"', "") };
      return { status: "Succeeded", summary: `Amazon S3 version id: ${VersionId}`, variables };
    } catch (error) {
      // HEAD has no words.
      const { name, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
      return failed(`${where} could not be read (${$metadata?.httpStatusCode ?? name})`);
    }
  }

  /** Rejects with what the SDK throws. */
  async publish({ topicArn, subject, message }: Notice): Promise<void> {
    await this.sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
  }

  close(): void {
    this.s3.destroy();
    this.sns.destroy();
  }
}
