/** A type on PostgreSQL's wire: its name in SQL, its OID, and how one value is written in its binary form. */
export interface ElementType<T> {
  readonly sql: string
  readonly oid: number
  readonly write: (out: Bytes, value: T) => void
}

export const UUID: ElementType<string> = {
  sql: 'uuid',
  oid: 2950,
  write: (out, value) => out.hex(value.replaceAll('-', '')),
}

export const TEXT: ElementType<string> = { sql: 'text', oid: 25, write: (out, value) => out.utf8(value) }

export const BOOL: ElementType<boolean> = {
  sql: 'bool',
  oid: 16,
  write: (out, value) => out.byte(value ? 1 : 0),
}

export const INT4: ElementType<number> = { sql: 'int4', oid: 23, write: (out, value) => out.int32(value) }

const EPOCH_MS = Date.UTC(2000, 0, 1)

export const TIMESTAMPTZ: ElementType<Date> = {
  sql: 'timestamptz',
  oid: 1184,
  write: (out, value) => out.int64(BigInt(value.getTime() - EPOCH_MS) * 1000n),
}

const JSONB_VERSION = 1

export const JSONB: ElementType<object> = {
  sql: 'jsonb',
  oid: 3802,
  write(out, value) {
    out.byte(JSONB_VERSION)
    out.utf8(JSON.stringify(value))
  },
}

/**
 * An array as a statement's parameter, in PostgreSQL's binary form (`array_recv`): as text, each quotation mark of each
 * value would be escaped here and found again there. The statement has to name the type: `$1::uuid[]`.
 */
export function binaryArray<T>({ oid, write }: ElementType<T>, values: readonly (T | null)[]): Buffer {
  const out = new Bytes(HEAD_BYTES + values.length * ELEMENT_BYTES)
  const dimensions = values.length > 0 ? 1 : 0
  out.int32(dimensions)
  out.int32(values.includes(null) ? 1 : 0)
  out.int32(oid)
  if (dimensions === 1) {
    out.int32(values.length)
    // of the first index
    out.int32(1)
  }
  for (const value of values)
    if (value === null) out.int32(-1)
    else {
      const at = out.reserveLength()
      write(out, value)
      out.setLength(at)
    }
  return out.taken()
}

const HEAD_BYTES = 20
/** With its length, and as a UUID: numbers and times are shorter, and a text makes room for itself. */
const ELEMENT_BYTES = 20
/** Of one UTF-16 code unit in UTF-8. */
const MAX_UTF8_BYTES = 3

/** Bytes that grow as they are written, big-endian. */
class Bytes {
  #bytes: Buffer
  #size = 0

  constructor(bytes: number) {
    this.#bytes = Buffer.allocUnsafe(bytes)
  }

  byte(value: number): void {
    this.#need(1)
    this.#size = this.#bytes.writeUInt8(value, this.#size)
  }

  int32(value: number): void {
    this.#need(4)
    this.#size = this.#bytes.writeInt32BE(value, this.#size)
  }

  int64(value: bigint): void {
    this.#need(8)
    this.#size = this.#bytes.writeBigInt64BE(value, this.#size)
  }

  hex(digits: string): void {
    this.#need(digits.length / 2)
    this.#size += this.#bytes.write(digits, this.#size, 'hex')
  }

  utf8(text: string): void {
    this.#need(text.length * MAX_UTF8_BYTES)
    this.#size += this.#bytes.write(text, this.#size, 'utf8')
  }

  /** Where the length of what comes now will stand. */
  reserveLength(): number {
    this.int32(0)
    return this.#size
  }

  /** What came since then is all of it. */
  setLength(at: number): void {
    this.#bytes.writeInt32BE(this.#size - at, at - 4)
  }

  /** All of it. Nothing may be written after that. */
  taken(): Buffer {
    return this.#bytes.subarray(0, this.#size)
  }

  #need(more: number): void {
    const needed = this.#size + more
    if (needed <= this.#bytes.length) return
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length))
    this.#bytes.copy(grown, 0, 0, this.#size)
    this.#bytes = grown
  }
}
