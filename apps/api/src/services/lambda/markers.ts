import { LambdaError, type Page } from '@hearth/lambda';

/** What AWS lists at once of most things, whatever a caller asks for. */
const mostItemsMax = 50;

/** Markers are opaque to callers. */
export function readPage(
  input: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined },
  itemsMax = mostItemsMax,
): Page {
  const limit = Math.min(input.MaxItems ?? itemsMax, itemsMax);
  if (!input.Marker) return { limit };
  const after = Buffer.from(input.Marker, 'base64url').toString();
  if (Buffer.from(after).toString('base64url') === input.Marker) return { limit, after };
  throw new LambdaError('InvalidParameterValueException', 'Invalid Marker');
}

export function presentNext(next: string | undefined): { NextMarker?: string } {
  return next === undefined ? {} : { NextMarker: Buffer.from(next).toString('base64url') };
}
