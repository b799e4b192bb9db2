/** A pipeline of CodePipeline (V2) as it is declared, as far as it is played: plain data. */

export interface Pipeline {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  /** The bucket of its artifacts. */
  readonly artifactBucket: string;
  readonly executionMode: string;
  readonly stages: readonly Stage[];
  /** Variables that whoever starts it may give, with their defaults. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export interface Stage {
  readonly name: string;
  readonly actions: readonly Action[];
}

export interface Action {
  readonly name: string;
  /** `Source`, `Invoke`, `Approval`… */
  readonly category: string;
  readonly owner: string;
  /** `S3`, `Lambda`, `Manual`… */
  readonly provider: string;
  readonly version: string;
  /** Those with the same number run at once; 1 to 999. */
  readonly runOrder: number;
  /** What its output variables are found under. */
  readonly namespace?: string;
  readonly timeoutInMinutes?: number;
  readonly configuration: Readonly<Record<string, string>>;
  readonly inputArtifacts: readonly string[];
  readonly outputArtifacts: readonly string[];
}

export type Kind = "source" | "function" | "approval";

const KINDS: Readonly<Record<string, Kind>> = {
  "Source/AWS/S3": "source",
  "Invoke/AWS/Lambda": "function",
  "Approval/AWS/Manual": "approval",
};

/** What an action is played as; undefined where it is not. */
export function kindOf({ category, owner, provider }: Action): Kind | undefined {
  return KINDS[`${category}/${owner}/${provider}`];
}
