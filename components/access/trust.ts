/** Who may take a role, as IAM reads it. Pure. */
import { trustEach, type TrustDocument, type TrustStatement } from "../policy-document";
import { iamArn, type Place } from "./place";
import {
  DEFAULT_AUDIENCE,
  DEFAULT_ISSUER,
  DEFAULT_MFA_MAX_AGE_SECONDS,
  type CertificateHolder,
  type PermissionSetHolders,
  type TakenBy,
  type TokenHolder,
  type UsersWithMfa,
} from "./taken-by";
import { hasWildcard } from "../../naming/wildcard";

/** Trust in each of those, under its own conditions. */
export function trustIn(
  { oidc, rolesAnywhere, users, identityCenter }: TakenBy,
  place: Place,
): TrustDocument {
  return trustEach(
    ...(oidc === undefined ? [] : [tokenTrust(oidc, place)]),
    ...(rolesAnywhere === undefined ? [] : [certificateTrust(rolesAnywhere)]),
    ...(users === undefined ? [] : [userTrust(users)]),
    ...(identityCenter === undefined ? [] : [permissionSetTrust(identityCenter, place)]),
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
function tokenTrust({ issuer, audience, subjects }: TokenHolder, place: Place): TrustStatement {
  const by = issuer ?? DEFAULT_ISSUER;
  const aud = { [`${by}:aud`]: audience ?? DEFAULT_AUDIENCE };
  const sub = { [`${by}:sub`]: subjects };
  return {
    Effect: "Allow",
    Principal: { Federated: iamArn(place, `oidc-provider/${by}`) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: subjects.some(hasWildcard)
      ? { StringEquals: aud, StringLike: sub }
      : { StringEquals: { ...aud, ...sub } },
  };
}

/** All three actions are needed (https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html). */
function certificateTrust({ trustAnchorArn, commonName }: CertificateHolder): TrustStatement {
  return {
    Effect: "Allow",
    Principal: { Service: "rolesanywhere.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
    Condition: {
      ArnEquals: { "aws:SourceArn": trustAnchorArn },
      StringEquals: { "aws:PrincipalTag/x509Subject/CN": commonName },
    },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html */
function userTrust({ userArns, mfaMaxAgeSeconds }: UsersWithMfa): TrustStatement {
  return {
    Effect: "Allow",
    Principal: { AWS: userArns },
    Action: "sts:AssumeRole",
    Condition: {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": String(mfaMaxAgeSeconds ?? DEFAULT_MFA_MAX_AGE_SECONDS) },
    },
  };
}

/**
 * A permission set is a role whose name ends in 16 characters that change when it is assigned anew, and whose path has
 * the region of Identity Center unless that is us-east-1
 * (https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html). Nobody else can make a
 * role below that path.
 */
function permissionSetTrust({ permissionSets }: PermissionSetHolders, place: Place): TrustStatement {
  const path = "role/aws-reserved/sso.amazonaws.com";
  const end = "?".repeat(16);
  const roles = permissionSets.flatMap((name) =>
    [path, `${path}/*`].map((folder) => iamArn(place, `${folder}/AWSReservedSSO_${name}_${end}`)),
  );
  return {
    Effect: "Allow",
    // The account stands for everybody in it; the condition says who of them.
    Principal: { AWS: iamArn(place, "root") },
    Action: "sts:AssumeRole",
    Condition: { ArnLike: { "aws:PrincipalArn": roles } },
  };
}
