/**
 * What EventBridge leaves open, decided by a seed: an event that comes twice, comes late, or not at all.
 * Sources: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules-best-practices.html (at least once),
 * https://docs.aws.amazon.com/eventbridge/latest/ref/event-delivery-level.html (best effort)
 */
export interface Chances {
  /** Of an event to be delivered twice to a target; 0.1 unless given, 0 for never. */
  readonly duplicates?: number;
  /** Of an event from a best-effort source to be lost; 0.05 unless given, 0 for never. */
  readonly losses?: number;
  /** The longest an event takes to a target, each on its own, so that they overtake each other; 1 unless given. */
  readonly delaySeconds?: number;
}

export const PESSIMISTIC: Required<Chances> = { duplicates: 0.1, losses: 0.05, delaySeconds: 1 };
/** Nothing is left to chance. */
export const CERTAIN: Required<Chances> = { duplicates: 0, losses: 0, delaySeconds: 0 };

/** The services of ours that send on a best-effort basis; S3, CloudWatch's alarms and what is put are durable. */
export const BEST_EFFORT: ReadonlySet<string> = new Set(["aws.autoscaling", "aws.codepipeline", "aws.ec2"]);
