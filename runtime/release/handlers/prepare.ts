/** The first step of a release: takes the service and brings up the idle fleet. Called by the pipeline. */
import { refuseJobs } from "../refuse-job";

export const handler = refuseJobs("prepare");
