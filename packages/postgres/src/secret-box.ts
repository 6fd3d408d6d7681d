import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const masterKeyBytes = 32;
const formatVersion = 1;
const keyIdBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + keyIdBytes + nonceBytes;

/**
 * Encrypts what must not be readable in the database: AES-256-GCM under subkeys of the master key. What was sealed opens only in the same
 * context, so that a value copied from one row into another is refused.
 */
export class SecretBox {
  readonly #masterKey: Buffer;
  readonly #keyId: Buffer;
  readonly #subkeys = new Map<string, Buffer>();

  private constructor(masterKey: Buffer) {
    this.#masterKey = masterKey;
    this.#keyId = this.subkey('key-id').subarray(0, keyIdBytes);
  }

  /** Takes base64 of 32 bytes and throws for anything else, without showing it. */
  static fromMasterKey(base64: string): SecretBox {
    const masterKey = Buffer.from(base64, 'base64');
    if (masterKey.length !== masterKeyBytes || !/^[A-Za-z0-9+/]{43}=?$/.test(base64)) {
      throw new Error('the master key must be base64 of 32 bytes; `openssl rand -base64 32` makes one');
    }
    return new SecretBox(masterKey);
  }

  /** `context` names what is sealed, such as `environment:` and an id; its part before the first colon selects an own subkey. */
  seal(plaintext: Uint8Array, context: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    const header = Buffer.concat([Buffer.of(formatVersion), this.#keyId, nonce]);
    const cipher = createCipheriv('aes-256-gcm', this.#subkeyOf(context), nonce);
    cipher.setAAD(Buffer.from(context));
    return Buffer.concat([header, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws when the bytes were altered, sealed in another context, or sealed under another master key. */
  open(sealed: Uint8Array, context: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < headerBytes + tagBytes || bytes[0] !== formatVersion) throw new Error('this is not a sealed value');
    if (!bytes.subarray(1, 1 + keyIdBytes).equals(this.#keyId)) throw new Error('sealed under another master key');
    const cipher = createDecipheriv('aes-256-gcm', this.#subkeyOf(context), bytes.subarray(1 + keyIdBytes, headerBytes), {
      authTagLength: tagBytes,
    });
    cipher.setAAD(Buffer.from(context));
    cipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([cipher.update(bytes.subarray(headerBytes, -tagBytes)), cipher.final()]);
  }

  /** 32 bytes for another use, such as signing URLs; each label gives other bytes, and none tells of the master key. */
  subkey(label: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#masterKey, '', `hearth ${label}`, 32));
  }

  #subkeyOf(context: string): Buffer {
    const purpose = context.split(':', 1)[0]!;
    let key = this.#subkeys.get(purpose);
    if (!key) {
      key = this.subkey(`seal ${purpose}`);
      this.#subkeys.set(purpose, key);
    }
    return key;
  }
}
