/** Headers of a request that an enrolled agent signs with its Ed25519 key. */
export const agentHeaders = {
  /** Id given at enrolment. */
  agent: 'opis-agent',
  /** Milliseconds since 1970 UTC, decimal. */
  time: 'opis-time',
  /** 16 random bytes in base64url; never used twice by one agent. */
  nonce: 'opis-nonce',
  /** SHA-512 of the body in lower-case hex; of zero bytes where there is no body. */
  digest: 'opis-digest',
  /** Ed25519 signature over `signedText` in base64url. */
  signature: 'opis-signature',
} as const

/** Header of `PUT …/images/{n}`: an image announcement as JSON in base64url. */
export const announcementHeader = 'opis-announcement'

/** What a signature binds together. The announcement is bound by the digest within it. */
export type SignedParts = {
  method: string
  /** Path with query exactly as sent, for example `/api/batches?x=1`. */
  path: string
  /** Value of the header `Opis-Time`. */
  time: string
  nonce: string
  digest: string
}

/** The text whose UTF-8 bytes are signed by the agent and checked by the server. */
export function signedText(parts: SignedParts): string {
  return ['opis-request-v1', parts.method.toUpperCase(), parts.path, parts.time, parts.nonce, parts.digest].join('\n')
}
