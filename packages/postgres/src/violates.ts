import { Prisma } from './generated/client.js';

const codes = { unique: 'P2002', 'foreign-key': 'P2003' } as const;

/** Whether Prisma failed because a row already exists, or because another row refers to it. */
export function violates(error: unknown, constraint: keyof typeof codes): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === codes[constraint];
}
