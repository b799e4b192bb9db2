/** IAM policy documents, as far as the components write them. Pure. */

export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One permission: which actions, on which resources; or, as a Deny, what no other permission gives. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly NotAction?: never;
  readonly Resource: string | readonly string[];
  readonly Condition?: Condition;
}

/** A refusal of every action but some. It only ever takes away: an Allow of everything but some would give too much. */
export interface DenialBut {
  readonly Sid: string;
  readonly Effect: "Deny";
  readonly Action?: never;
  readonly NotAction: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Condition;
}

/** What a role may do. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly (Statement | DenialBut)[];
}

/** A service of AWS, an identity provider of the account, or users and roles of AWS. */
export type Principal =
  | { readonly Service: string }
  | { readonly Federated: string }
  | { readonly AWS: string | readonly string[] };

/** One way to take a role. */
export interface TrustStatement {
  readonly Effect: "Allow";
  readonly Principal: Principal;
  readonly Action: string | readonly string[];
  readonly Condition?: Condition;
}

/** Who may take a role. */
export interface TrustDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly TrustStatement[];
}

export function policy(...statements: readonly (Statement | DenialBut)[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** Trust in one service of AWS (`lambda.amazonaws.com`), and nobody else; under a condition where it sends what to check. */
export function trust(service: string, condition?: Condition): TrustDocument {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" } as const;
  return trustEach(condition === undefined ? statement : { ...statement, Condition: condition });
}

/** Trust in everybody whom one of the statements lets in. */
export function trustEach(...statements: readonly TrustStatement[]): TrustDocument {
  return { Version: "2012-10-17", Statement: statements };
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
