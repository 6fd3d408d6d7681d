/** An address without the form that IPv4 takes on an IPv6 socket, and without a zone: what policies compare with. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
}
