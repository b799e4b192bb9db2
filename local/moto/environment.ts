/** What moto runs under. Pure. */

/** Of the environment it is started from. */
const TAKEN_OVER = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"];

/**
 * Nothing of a real account, and no way out of this machine. Names of buckets are not looked for in the host's name, as
 * an address has none, and no images are loaded that nobody launches.
 */
export function motoEnvironment(env: NodeJS.ProcessEnv, account = "123456789012"): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(TAKEN_OVER.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_EC2_METADATA_DISABLED: "true",
    MOTO_ACCOUNT_ID: account,
    MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
    S3_IGNORE_SUBDOMAIN_BUCKETNAME: "true",
    HTTP_PROXY: "http://127.0.0.1:9",
    HTTPS_PROXY: "http://127.0.0.1:9",
    NO_PROXY: "127.0.0.1,localhost",
  };
}
