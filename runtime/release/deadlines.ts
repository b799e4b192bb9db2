/** How long a release waits for what, in seconds. Every wait ends; the reason then says what it waited for. */

/** One observe, call and record; longer than a function may run, so that whoever had it before is dead. */
export const LEASE_SECONDS = 120;

/** How long the load balancer's API may still say what was before a change. */
export const STALE_SECONDS = 60;

/** For alarms to become quiet, and for instances of the revision before to be gone. */
export const SETTLE_SECONDS = 900;

/** For an approval that was given to be seen: the pipeline goes on because of it. */
export const APPROVAL_SEEN_SECONDS = 300;

/** For the new fleet to be healthy once it is filled; an AppSpec's hook alone may take an hour. */
export const DEPLOY_SECONDS = 5400;

/** For the fleet that users are to go back to, to be no worse than the one they are on. */
export const RETURN_SECONDS = 1800;

/**
 * For the service's hold, and for a window with its bake: an action of a pipeline that is a function lives a day
 * (https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html), less half an hour for the rest.
 */
export const ACTION_SECONDS = 84_600;

/** Reads count as consecutive that are so far apart: two deliveries of one event are one look. */
export const READ_SPACING_SECONDS = 10;

/** For an AWS service that a step cannot read, or write: then the step fails, and nobody watches any more. */
export const TROUBLE_SECONDS = 900;
