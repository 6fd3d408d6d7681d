import { Prisma } from '../generated/client.js';

/** Whether a write was refused because another row has the same key. */
export const isTaken = (error: unknown) => hasCode(error, 'P2002');

/** Whether a write was refused because other rows refer to this one. */
export const isReferred = (error: unknown) => hasCode(error, 'P2003');

const hasCode = (error: unknown, code: string) => error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;
