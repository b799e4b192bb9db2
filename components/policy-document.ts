/** IAM policy documents, as far as the components write them. Pure. */

type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One permission: which actions, on which resources. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

/** What a role may do. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** Who may take a role. */
export interface TrustDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly [
    {
      readonly Effect: "Allow";
      readonly Principal: { readonly Service: string };
      readonly Action: "sts:AssumeRole";
      readonly Condition?: Condition;
    },
  ];
}

export function policy(...statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** Trust in one service of AWS (`lambda.amazonaws.com`), and nobody else; under a condition where it sends what to check. */
export function trust(service: string, condition?: Condition): TrustDocument {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" } as const;
  return {
    Version: "2012-10-17",
    Statement: [condition === undefined ? statement : { ...statement, Condition: condition }],
  };
}

/** Lambda itself, and nobody else, may take the role. */
export const LAMBDA_TRUST = trust("lambda.amazonaws.com");

/** A function's permission to write its own log. */
export function writeOwnLog(logGroupArn: string): Statement {
  return {
    Sid: "WriteOwnLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    // Any stream of this group alone.
    Resource: `${logGroupArn}:*`,
  };
}
