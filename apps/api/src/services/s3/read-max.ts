import { invalidArgument } from '@hearth/services';

const listedMax = 1000;

/** How many entries a page has, whatever more a caller asks for. Refuses with InvalidArgument. */
export function readMax(argument: string, asked: number | undefined): number {
  const max = asked ?? listedMax;
  if (!Number.isInteger(max) || max < 0 || max > 2 ** 31 - 1) {
    throw invalidArgument(argument, String(asked), `Argument ${argument} must be an integer between 0 and 2147483647`);
  }
  return Math.min(max, listedMax);
}
