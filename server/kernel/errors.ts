/**
 * The closed list of what can go wrong in a way that a person or a program can act on. The code is
 * the `type` of the problem document (RFC 9457) and never changes its meaning. `retry` says whether
 * the same request can succeed later without being changed; queues read it.
 */
export const problemCodes = {
  'bad-request': { status: 400, title: 'The request is not understood', retry: false },
  'bad-query': { status: 400, title: 'The search query is not understood', retry: false },
  'bad-image': { status: 422, title: 'The image cannot be read', retry: false },
  'image-too-large': { status: 422, title: 'The image is too large', retry: false },
  'image-too-small': { status: 422, title: 'The image is too small to be a page', retry: false },
  'empty-file': { status: 422, title: 'The file is empty', retry: false },
  'encrypted-file': { status: 422, title: 'The file is protected by a password', retry: false },
  'unknown-format': { status: 415, title: 'The file has a format that is not accepted', retry: false },
  'too-many-pages': { status: 422, title: 'The file has too many pages', retry: false },
  'bad-name': { status: 422, title: 'The file name cannot be used', retry: false },
  'body-too-large': { status: 413, title: 'The body is too large', retry: false },
  'checksum-mismatch': { status: 422, title: 'The bytes are not those that were announced', retry: true },
  'upload-cut-off': { status: 400, title: 'The upload ended early', retry: true },
  'page-conflict': { status: 409, title: 'Another image was already received under this number', retry: false },
  'batch-closed': { status: 409, title: 'The batch is closed', retry: false },
  'batch-incomplete': { status: 409, title: 'The batch does not add up', retry: false },
  'not-in-this-state': { status: 409, title: 'This is not possible in the present state', retry: false },
  'lease-lost': { status: 409, title: 'The lease has passed to another recogniser', retry: false },
  'bad-schedule': { status: 422, title: 'The retention schedule has faults', retry: false },
  'unauthenticated': { status: 401, title: 'Sign in first', retry: false },
  'forbidden': { status: 403, title: 'Your role does not allow this', retry: false },
  'not-found': { status: 404, title: 'There is no such thing', retry: false },
  'wrong-method': { status: 405, title: 'This address does not answer to this method', retry: false },
  'already-exists': { status: 409, title: 'It exists already', retry: false },
  'too-many-requests': { status: 429, title: 'Too many requests', retry: true },
  'insecure-transport': { status: 400, title: 'Plain HTTP is accepted on this machine only', retry: false },
  'unreachable': { status: 503, title: 'A needed component cannot be reached', retry: true },
  'storage-full': { status: 507, title: 'The disk is full', retry: true },
  'integrity': { status: 500, title: 'Stored bytes are not what they were', retry: false },
  'bad-configuration': { status: 500, title: 'The configuration has faults', retry: false },
  'internal': { status: 500, title: 'A fault of ours', retry: true },
} as const satisfies Record<string, { status: number; title: string; retry: boolean }>

export type ProblemCode = keyof typeof problemCodes

type Options = {
  /** Stays in the log. */
  cause?: unknown
  /** Of the closed list in `refusal.ts`, for screens that say it in another language. */
  reason?: string
  facts?: Readonly<Record<string, string | number>>
}

/** A refusal or fault with a stable code. `detail` is the public sentence that says what to do. */
export class OpisError extends Error {
  readonly code: ProblemCode
  readonly detail: string
  readonly reason: string | undefined
  readonly facts: Options['facts']

  constructor(code: ProblemCode, detail: string, options: Options = {}) {
    super(`${code}: ${detail}`, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'OpisError'
    this.code = code
    this.detail = detail
    this.reason = options.reason
    this.facts = options.facts
  }

  /** Whether trying again unchanged can help. */
  get retry(): boolean {
    return problemCodes[this.code].retry
  }
}
