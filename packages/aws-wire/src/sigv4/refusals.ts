import { WireError } from '../errors/wire-error.js';

export function incomplete(message: string): WireError {
  return new WireError('IncompleteSignatureException', message);
}

export function invalid(message: string): WireError {
  return new WireError('InvalidSignatureException', message);
}

export function mismatch(): WireError {
  return invalid(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}
