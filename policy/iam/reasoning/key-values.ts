/**
 * Keys whose values all have one form, so that a value of another form is one that no request ever has
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html; the values of S3's keys:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html). Only what is sure is said. Pure.
 */
import { hasWildcard } from "../../../naming/wildcard";
import { principalTypes } from "../model/principal";
import { exactly, globOf, globOfPieces, overlaps, type Glob } from "./glob";

export interface Form {
  /** Completes "no request has such a value:". */
  readonly is: string;
  /** Whether a value can be so. */
  readonly fits: (value: string) => boolean;
  /** Patterns that all values fit. */
  readonly like: readonly Glob[];
  /** The value that was most likely meant; undefined where nobody can tell. */
  readonly meant?: (value: string) => string | undefined;
  /** The key that such a value is of. */
  readonly keyOf?: (value: string) => string | undefined;
}

/** Patterns in which `{:}` is something without a colon. */
const globs = (...texts: readonly string[]): readonly Glob[] =>
  texts.map((text) => ({
    tokens: text.split(/(\{.\})/).flatMap((part) => {
      const [, but] = /^\{(.)\}$/.exec(part) ?? [];
      return (but === undefined ? globOf(part, { variables: false }) : globOfPieces([{ but }])).tokens;
    }),
  }));

const account: Form = {
  is: "an account is its 12 digits",
  fits: (value) => /^\d{12}$/.test(value),
  like: globs("????????????"),
  meant: (value) => value.replace(/[- ]/g, ""),
};
const organization: Form = {
  is: "an organization is called o- and its letters and digits",
  fits: (value) => /^o-[a-z0-9]+$/.test(value),
  like: globs("o-?*"),
};
const paths: Form = {
  is: "a path is the organization, its root and units, each with a / behind it",
  fits: (value) => /^o-[a-z0-9]+\/r-[a-z0-9]+\/(ou-[a-z0-9-]+\/)*$/.test(value),
  like: globs("o-{/}/r-{/}/", "o-{/}/r-{/}/ou-?*/"),
  meant: (value) => `${value}/`,
};
const endpoint: Form = {
  is: "an endpoint is called vpce- and its number",
  fits: (value) => /^vpce-\w+$/.test(value),
  like: globs("vpce-?*"),
  keyOf: (value) => (/^vpc-\w+$/.test(value) ? "aws:SourceVpc" : undefined),
};
const network: Form = {
  is: "a VPC is called vpc- and its number",
  fits: (value) => /^vpc-\w+$/.test(value),
  like: globs("vpc-?*"),
  keyOf: (value) => (/^vpce-\w+$/.test(value) ? "aws:SourceVpce" : undefined),
};
const region: Form = {
  is: "a region is called as eu-west-1 is",
  fits: (value) => /^[a-z]{2,5}(-[a-z]+)+-\d+$|^(aws-)?global$/.test(value),
  like: globs("?*-?*-?*", "*global"),
  meant: (value) => value.toLowerCase().replace(/[_ ]/g, "-"),
};
const service: Form = {
  is: "a service is named by its domain, as lambda.amazonaws.com",
  fits: (value) => principalTypes(value).includes("Service") && value === value.toLowerCase(),
  like: globs("?*.?*"),
  meant: (value) => (/^[a-z0-9-]+$/i.test(value) ? `${value.toLowerCase()}.amazonaws.com` : undefined),
};
const serviceOfRegion: Form = {
  is: "the service has its region in its name, as s3.eu-west-1.amazonaws.com",
  fits: (value) => /^[a-z0-9-]+\.[a-z]{2,5}(-[a-z]+)+-\d+\.[a-z0-9.-]+$/.test(value),
  like: globs("{.}.{.}-{.}-{.}.?*"),
};
const arn: Form = {
  is: "it is the whole ARN",
  fits: (value) => /^arn:[\w-]+:[\w-]+:[^:]*:[^:]*:./.test(value),
  like: globs("arn:{:}:{:}:*:*:?*"),
};
const principalArn: Form = {
  is: "it is the ARN of a role, a user or an account, and of a session the one of its role",
  fits: (value) =>
    /^arn:[\w-]+:iam::(\d{12}|cloudfront):(root$|(user|role)\/.)/.test(value) ||
    /^arn:[\w-]+:sts::\d{12}:federated-user\/./.test(value),
  like: globs(
    "arn:{:}:iam::????????????:root",
    "arn:{:}:iam::????????????:user/?*",
    "arn:{:}:iam::????????????:role/?*",
    "arn:{:}:iam::cloudfront:user/?*",
    "arn:{:}:sts::????????????:federated-user/?*",
  ),
  meant: (value) => {
    const [, start, number, role] =
      /^(arn:[^:]+):sts::([^:]*):assumed-role\/([^/]+)(\/.*)?$/.exec(value) ?? [];
    return role === undefined ? undefined : `${start}:iam::${number}:role/${role}`;
  },
};
const userId: Form = {
  is: "of a role's session it is the role's id, a colon, and the session's name",
  fits: (value) => value !== "" && !/^AROA[A-Z0-9]+$/.test(value),
  like: globs("?*"),
};

const oneOf = (...values: readonly string[]): Form => ({
  is: `it is ${values.length > 6 ? `one of ${values.length} words, as ${values[0]}` : values.join(" or ")}`,
  fits: (value) => values.includes(value),
  like: values.map((value) => exactly(value)),
  meant: (value) => values.find((one) => one.replace(/\W/g, "") === value.toLowerCase().replace(/\W/g, "")),
});

const cannedAcl = oneOf(
  ...["private", "public-read", "public-read-write", "aws-exec-read", "authenticated-read"],
  ...["bucket-owner-read", "bucket-owner-full-control", "log-delivery-write"],
);

const FORMS: readonly (readonly [form: Form, keys: readonly string[]])[] = [
  [
    account,
    [
      ...["aws:principalaccount", "aws:sourceaccount", "aws:resourceaccount", "aws:sourceowner"],
      ...["aws:vpceaccount", "kms:calleraccount", "s3:resourceaccount", "s3:dataaccesspointaccount"],
    ],
  ],
  [organization, ["aws:principalorgid", "aws:resourceorgid", "aws:sourceorgid", "aws:vpceorgid"]],
  [paths, ["aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"]],
  [endpoint, ["aws:sourcevpce"]],
  [network, ["aws:sourcevpc", "aws:ec2instancesourcevpc"]],
  [region, ["aws:requestedregion", "ec2:region"]],
  [
    service,
    [
      ...["iam:passedtoservice", "iam:awsservicename", "aws:principalservicename"],
      ...["aws:principalservicenameslist", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast"],
    ],
  ],
  [serviceOfRegion, ["kms:viaservice"]],
  [principalArn, ["aws:principalarn"]],
  [
    arn,
    [
      ...["aws:sourcearn", "aws:sourcevpcarn", "ec2:vpc", "ec2:subnet", "ec2:instanceprofile", "ecs:cluster"],
      ...["iam:policyarn", "iam:permissionsboundary", "lambda:functionarn", "lambda:sourcefunctionarn"],
    ],
  ],
  [userId, ["aws:userid"]],
  [oneOf("Account", "User", "FederatedUser", "AssumedRole", "Anonymous"), ["aws:principaltype"]],
  [cannedAcl, ["s3:x-amz-acl"]],
  [oneOf("AES256", "aws:kms", "aws:kms:dsse", "aws:fsx"), ["s3:x-amz-server-side-encryption"]],
  [oneOf("GOVERNANCE", "COMPLIANCE"), ["s3:object-lock-mode"]],
  [oneOf("required", "optional"), ["ec2:metadatahttptokens"]],
  [oneOf("default", "dedicated", "host"), ["ec2:tenancy"]],
];

const byKey = new Map(FORMS.flatMap(([form, keys]) => keys.map((key) => [key, form] as const)));

const serviceAccount: Form = {
  is: "the subject of a pod is system:serviceaccount:, its namespace, and its account",
  fits: (value) => /^system:serviceaccount:[^:]+:[^:]+$/.test(value),
  like: globs("system:serviceaccount:?*:?*"),
};
const workflow: Form = {
  is: "the subject of a workflow begins with repo:, and a branch in it with refs/heads/",
  fits: (value) => /^\w+:/.test(value) && !/:ref:(?!refs\/)/.test(value),
  like: globs("?*:?*"),
};
const identityPool: Form = {
  is: "the audience is the id of an identity pool: a region, a colon, and a UUID",
  fits: (value) => /^[a-z]{2,5}(-[a-z]+)+-\d+:./.test(value),
  like: globs("?*-?*-?*:?*"),
};
const signIn: Form = {
  is: "it is the address that assertions are sent to, as https://signin.aws.amazon.com/saml",
  fits: (value) => /^https:\/\/[\w.-]+\/./.test(value),
  like: globs("https://?*/?*"),
};

/** The form of a key's values, the key in small letters; undefined where they may be any. */
export function formOf(key: string): Form | undefined {
  const form = byKey.get(key);
  if (form !== undefined) return form;
  if (key === "saml:aud") return signIn;
  if (key === "cognito-identity.amazonaws.com:aud") return identityPool;
  if (key === "token.actions.githubusercontent.com:sub") return workflow;
  return /^oidc\.eks\.[^:]+:sub$/.test(key) ? serviceAccount : undefined;
}

/** Whether no value of that form fits this one, which is read as the operator reads it. */
export function isImpossible(value: string, form: Form, hasPatterns: boolean, isCaseless: boolean): boolean {
  // What a variable stands for, only the request tells.
  if (value.includes("${")) return false;
  if (hasPatterns && hasWildcard(value)) {
    const glob = globOf(value, { variables: false });
    return !form.like.some((one) => overlaps(one, glob));
  }
  return !form.fits(value) && !(isCaseless && form.fits(value.toLowerCase()));
}
