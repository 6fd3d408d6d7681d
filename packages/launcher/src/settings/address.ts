/** Where a server listens: a host and a port. */
export class Address {
  private constructor(
    readonly host: string,
    readonly port: number,
  ) {}

  /** Reads `host:port`; an IPv6 host stands in brackets. Null when it is neither. */
  static parse(text: string): Address | null {
    const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
    const host = bracketed ?? plain;
    return host && Number(port) > 0 && Number(port) < 65_536 ? new Address(host, Number(port)) : null;
  }

  toString(): string {
    return `${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
  }

  /** A URL that leads there from this machine, also when the server listens on every address. */
  get url(): string {
    const everywhere = this.host === '0.0.0.0' || this.host === '::';
    return `http://${everywhere ? `127.0.0.1:${this.port}` : this}`;
  }
}
