import { ZodError } from 'zod'
import { clientErrors } from './connect.ts'

/** Why Elasticsearch does not answer for us, each with what the administrator can do. */
const faults = {
  'unreachable': 'Start Elasticsearch, or correct ELASTICSEARCH_URL; search goes over to it by itself.',
  'slow': 'Look at its load and memory; search goes over to it by itself when it answers in time.',
  'red': 'Some of its data cannot be read. Look at its nodes and disks; if the index is lost, run: opis reindex',
  'read-only': 'Its disk is nearly full or a person blocked it: free space on its data disk. What is missing is sent by itself afterwards.',
  'wrong-version': 'Install Elasticsearch 9; no other version is served.',
  'not-elasticsearch': 'Point ELASTICSEARCH_URL at an Elasticsearch 9 server.',
  'credentials': 'Correct ELASTICSEARCH_API_KEY, or the name and password in ELASTICSEARCH_URL; the README lists the rights that are needed.',
  'certificate': 'Set ELASTICSEARCH_CA_FILE to the certificate of the authority that signed its certificate, and use the name that the certificate is for.',
  'building': 'Nothing to do: its index is being built and takes over by itself.',
  'behind': 'Nothing to do: changes are being sent to it, and it takes over by itself.',
  'refused': 'Look at the log of Opis; if it stays so, run: opis reindex',
} as const

export type FaultReason = keyof typeof faults

/** Elasticsearch cannot be used now. `message` says what was seen, `advice` what to do; neither holds a secret or a query. */
export class ElasticsearchFault extends Error {
  readonly reason: FaultReason
  readonly advice: string

  constructor(reason: FaultReason, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'ElasticsearchFault'
    this.reason = reason
    this.advice = faults[reason]
  }
}

/** What an error of the client means for us. */
export function faultOf(error: unknown): ElasticsearchFault {
  if (error instanceof ElasticsearchFault) return error
  const { TimeoutError, ConnectionError, NoLivingConnectionsError, ProductNotSupportedError, ResponseError } = clientErrors
  const made = (reason: FaultReason, message: string) => new ElasticsearchFault(reason, message, { cause: error })
  if (error instanceof TimeoutError) return made('slow', 'Elasticsearch did not answer in time.')
  if (error instanceof ProductNotSupportedError) return made('not-elasticsearch', 'What answers there is not Elasticsearch.')
  if (error instanceof ResponseError) return responseFault(error.statusCode ?? 0, typeOf(error.body), error)
  if (error instanceof NoLivingConnectionsError) return made('unreachable', 'No node of Elasticsearch can be reached.')
  if (error instanceof ConnectionError) {
    if (isCertificateFault(error.message)) return made('certificate', `The certificate of Elasticsearch is not trusted: ${error.message}.`)
    return made('unreachable', `Elasticsearch cannot be reached: ${error.message}.`)
  }
  if (error instanceof ZodError) return made('refused', 'Elasticsearch gave an answer that is not understood.')
  return made('refused', `Elasticsearch could not be asked: ${error instanceof Error ? error.message : String(error)}`)
}

/** What an answer with an error status means, by status and type of the error. */
export function responseFault(status: number, type: string, cause?: unknown): ElasticsearchFault {
  const made = (reason: FaultReason, message: string) => new ElasticsearchFault(reason, message, { cause })
  if (type === 'cluster_block_exception') return made('read-only', 'The index in Elasticsearch takes no changes.')
  if (status === 401 || status === 403) return made('credentials', `Elasticsearch refuses our credentials or rights (${status}).`)
  if (type === 'media_type_header_exception' || status === 406) return made('wrong-version', 'This Elasticsearch does not speak version 9.')
  if (status === 404) return made('building', 'The index is not there in Elasticsearch.')
  if (status === 408 || status === 429 || status === 504) return made('slow', `Elasticsearch has too much to do (${status}).`)
  if (status === 502 || status === 503) return made('red', `Elasticsearch cannot read all of its data (${status}${type === '' ? '' : `, ${type}`}).`)
  return made('refused', `Elasticsearch refused a request (${status}${type === '' ? '' : `, ${type}`}).`)
}

function typeOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('error' in body)) return ''
  const { error } = body
  return typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string' ? error.type : ''
}

function isCertificateFault(message: string): boolean {
  return /certificate|altnames|self.signed|SSL|TLS/i.test(message)
}
