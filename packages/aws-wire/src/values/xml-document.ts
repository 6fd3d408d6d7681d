/** An element of a document, in the order of the document. */
export interface XmlElement {
  /** Without its namespace's prefix. */
  readonly name: string;
  /** Names as written, with their prefixes. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly inside, joined. */
  readonly text: string;
}

/** No input of any service nests deeper. */
const depthMax = 64;
/** Nor has one more: 10,000 parts with all their checksums are fewer. An empty element takes a hundred times its four bytes. */
const elementsMax = 100_000;

/**
 * Reads an XML document whole. Undefined for what is not well-formed, and for every document type: no entity is ever defined or fetched,
 * so nothing grows beyond its own bytes.
 */
export function parseXml(text: string): XmlElement | undefined {
  try {
    return new XmlReader(text).document();
  } catch (error) {
    if (error instanceof NotWellFormed) return undefined;
    throw error;
  }
}

class NotWellFormed extends Error {}

interface OpenElement extends XmlElement {
  readonly written: string;
  readonly children: XmlElement[];
  text: string;
}

class XmlReader {
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;
  #elements = 0;
  #at: number;

  constructor(private readonly source: string) {
    this.#at = source.startsWith('\uFEFF') ? 1 : 0;
  }

  document(): XmlElement {
    while (this.#at < this.source.length) {
      if (this.source[this.#at] === '<') this.#markup();
      else this.#characters();
    }
    if (!this.#root || this.#open.length > 0) throw new NotWellFormed();
    return this.#root;
  }

  #markup(): void {
    if (this.#startsWith('<!--')) this.#upTo('-->');
    else if (this.#startsWith('<![CDATA[')) this.#append(this.#upTo(']]>').slice('<![CDATA['.length));
    else if (this.#startsWith('<?')) this.#upTo('?>');
    else if (this.#startsWith('<!')) throw new NotWellFormed();
    else if (this.#startsWith('</')) this.#close(this.#upTo('>').slice(2).trimEnd());
    else this.#openTag();
  }

  #characters(): void {
    const end = this.source.indexOf('<', this.#at);
    const raw = this.source.slice(this.#at, end < 0 ? undefined : end);
    this.#at += raw.length;
    this.#append(unescaped(raw));
  }

  #append(text: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += text;
    else if (text.trim() !== '') throw new NotWellFormed();
  }

  #openTag(): void {
    const tag = this.#match(/<([A-Za-z_:][\w:.-]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y);
    const [, written = '', attributes = '', selfClosing] = tag;
    if (++this.#elements > elementsMax || this.#open.length === depthMax || (this.#root && this.#open.length === 0))
      throw new NotWellFormed();
    const element = { name: localName(written), written, attributes: readAttributes(attributes), children: [], text: '' };
    this.#open.push(element);
    if (selfClosing) this.#close(written);
  }

  #close(written: string): void {
    const element = this.#open.pop();
    if (element?.written !== written) throw new NotWellFormed();
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.#root = element;
  }

  #startsWith(text: string): boolean {
    return this.source.startsWith(text, this.#at);
  }

  /** Everything before the terminator, and moves behind it. */
  #upTo(terminator: string): string {
    const end = this.source.indexOf(terminator, this.#at);
    if (end < 0) throw new NotWellFormed();
    const passed = this.source.slice(this.#at, end);
    this.#at = end + terminator.length;
    return passed;
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.source);
    if (!found) throw new NotWellFormed();
    this.#at = pattern.lastIndex;
    return found;
  }
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null);
  for (const [, name, quoted] of text.matchAll(/([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (name! in attributes) throw new NotWellFormed();
    attributes[name!] = unescaped(quoted!.slice(1, -1));
  }
  return attributes;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&') && !text.includes('\r')) return text;
  return text.replace(/\r\n?/g, '\n').replace(/&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(\w+));|&/g, (_, hex, decimal, name) => {
    if (name !== undefined && Object.hasOwn(named, name)) return named[name]!;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (!(code > 0 && code <= 0x10ffff)) throw new NotWellFormed();
    return String.fromCodePoint(code);
  });
}

const localName = (written: string) => written.slice(written.indexOf(':') + 1);
