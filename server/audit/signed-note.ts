import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/**
 * Signed notes as C2SP defines them (c2sp.org/signed-note): text, an empty line, signature lines. The
 * form is that of the Go checksum database, so verifiers that are not ours read it too.
 */
export type NoteKey = { name: string; id: Buffer; publicKey: KeyObject }
export type NoteSigner = { key: NoteKey; privateKey: KeyObject }

/** Type byte of Ed25519 in key ids and encoded keys. */
const ed25519 = Buffer.from([1])
/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')

/** The signer of a private Ed25519 key in PEM under a name without space and plus. */
export function noteSigner(name: string, privateKeyPem: string): NoteSigner {
  const privateKey = createPrivateKey(privateKeyPem)
  const publicKey = createPublicKey(privateKey)
  return { key: { name, id: keyId(name, rawKey(publicKey)), publicKey }, privateKey }
}

/** The public key as one word: `name+id+key`. */
export function keyText(key: NoteKey): string {
  return `${key.name}+${key.id.toString('hex')}+${Buffer.concat([ed25519, rawKey(key.publicKey)]).toString('base64')}`
}

/** Reads such a word; null when it is none or its id does not fit. */
export function parseKey(text: string): NoteKey | null {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (name === '' || bytes.length !== 33 || bytes[0] !== 1 || bytes.toString('base64') !== encoded) return null
  const raw = bytes.subarray(1)
  const expected = keyId(name, raw)
  if (expected.toString('hex') !== id) return null
  return { name, id: expected, publicKey: createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' }) }
}

/** Signs a text of lines, the last of which ends with a line feed. */
export function signNote(signer: NoteSigner, text: string): string {
  const signature = Buffer.concat([signer.key.id, sign(null, Buffer.from(text), signer.privateKey)])
  return `${text}\n— ${signer.key.name} ${signature.toString('base64')}\n`
}

/** The text of a note that carries exactly one signature, by one of the keys; else null. */
export function openNote(keys: readonly NoteKey[], note: string): string | null {
  const [, text = '', name = '', encoded = ''] = /^((?:[^\n]+\n)+)\n— (\S+) ([A-Za-z0-9+/]+=*)\n$/.exec(note) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length !== 68 || bytes.toString('base64') !== encoded) return null
  const key = keys.find((one) => one.name === name && one.id.equals(bytes.subarray(0, 4)))
  return key && verify(null, Buffer.from(text), key.publicKey, bytes.subarray(4)) ? text : null
}

const rawKey = (publicKey: KeyObject) => publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)

function keyId(name: string, raw: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(ed25519).update(raw).digest().subarray(0, 4)
}
