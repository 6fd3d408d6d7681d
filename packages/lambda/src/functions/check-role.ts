/** Refuses a role that the caller may not pass to Lambda, or that Lambda cannot assume. The question is identity's to answer. */
export type CheckRole = (roleArn: string) => Promise<void>;
