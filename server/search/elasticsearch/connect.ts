import { readFileSync } from 'node:fs'
import { Client, errors } from '@elastic/elasticsearch'
import { OpisError } from '#kernel/errors.ts'

/** Where Elasticsearch is and how it knows us. Addresses may hold a name and password. */
export type ElasticsearchSettings = { urls: readonly string[]; apiKey: string | null; caFile: string | null }

/** Milliseconds after which Elasticsearch counts as too slow, by what is asked of it. */
export const timeLimits = { searchMs: 2_000, lookMs: 3_000, writeMs: 30_000, manageMs: 30_000 } as const

export type { Client }
export const clientErrors = errors

/**
 * A client for the nodes named. Nothing is looked up on the network but these, and nothing is sent about
 * us. Throws `bad-configuration` when the file with the certificate cannot be read.
 */
export function connectElasticsearch({ urls, apiKey, caFile }: ElasticsearchSettings): Client {
  return new Client({
    nodes: [...urls],
    ...(apiKey === null ? {} : { auth: { apiKey } }),
    ...(caFile === null ? {} : { tls: { ca: readCertificate(caFile), rejectUnauthorized: true } }),
    // One try at each node; who asks decides what follows.
    maxRetries: urls.length - 1,
    requestTimeout: timeLimits.manageMs,
    maxResponseSize: 64 * 1024 * 1024,
    enableMetaHeader: false,
  })
}

function readCertificate(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new OpisError('bad-configuration', `ELASTICSEARCH_CA_FILE: ${file} cannot be read.`, { cause })
  }
}

/** Addresses without names and passwords, for people. */
export function shownAddress(urls: readonly string[]): string {
  return urls.map((url) => new URL(url).origin).join(', ')
}
