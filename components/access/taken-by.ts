/** Who may take a role: machines by a token or a certificate, people by their second factor. */

/** CI that shows a token of its own (OpenID Connect): GitHub Actions, GitLab CI. */
export interface TokenHolder {
  /** Who issues the token, without `https://`; the account must have its provider. Defaults to GitHub's. */
  issuer?: string;
  /** Whom the token is for. Defaults to `sts.amazonaws.com`. */
  audience?: string;
  /**
   * Of which repository and branch, environment or tag: `repo:<owner>/<name>:<what>` of GitHub,
   * `project_path:<group>/<name>:<what>` of GitLab. The repository must be exact; `*` and `?` stand for anything in
   * what follows it.
   */
  subjects: string[];
}

/** A machine of one's own that shows a certificate (IAM Roles Anywhere). */
export interface CertificateHolder {
  /** The trust anchor whose authority issued the certificate; the account's bootstrap can make one. */
  trustAnchorArn: string;
  /** The common name (CN) of the certificate's subject. 1 to 64 characters, no wildcards. */
  commonName: string;
}

/** IAM users, who must have shown their second factor (MFA). */
export interface UsersWithMfa {
  /** Their ARNs. A role has no place here: AWS does not pass the second factor on to its sessions. */
  userArns: string[];
  /** For how long the second factor counts, 900 to 129,600 seconds. Defaults to 3,600, an hour. */
  mfaMaxAgeSeconds?: number;
}

/**
 * People of AWS IAM Identity Center (SSO), by permission sets assigned in this account. AWS does not tell a role whether
 * they have shown a second factor: Identity Center must demand it of everybody who signs in.
 */
export interface PermissionSetHolders {
  /** The names of the permission sets, 1 to 32 characters each. */
  permissionSets: string[];
}

/** Who may take a role; at least one of these. Each lets its own in. */
export interface TakenBy {
  /** CI, by its token. */
  oidc?: TokenHolder;
  /** Machines of one's own, by their certificate. */
  rolesAnywhere?: CertificateHolder;
  /** IAM users, with their second factor. */
  users?: UsersWithMfa;
  /** People of Identity Center. */
  identityCenter?: PermissionSetHolders;
}

export const DEFAULT_ISSUER = "token.actions.githubusercontent.com";
export const DEFAULT_AUDIENCE = "sts.amazonaws.com";
export const DEFAULT_MFA_MAX_AGE_SECONDS = 3600;
