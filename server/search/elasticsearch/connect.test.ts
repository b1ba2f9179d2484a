import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { askElasticsearch, openAddresses } from './ask-elasticsearch.ts'

/** A server that answers everything alike: what matters is how its answer is understood. */
let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
})

async function answering(status: number, body: unknown, product = true): Promise<string> {
  const own = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...(product ? { 'x-elastic-product': 'Elasticsearch' } : {}) }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  server = own
  await once(own, 'listening')
  const address = own.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

const ask = (url: string) => askElasticsearch({ urls: [url], apiKey: 'secret', caFile: null })

describe('an Elasticsearch that cannot be used says why and what to do', () => {
  test.each<[string, number, unknown, string, string]>([
    ['version 8 that knows the newer form', 200, { nodes: { a: { version: '8.19.4' } } }, 'This is Elasticsearch 8.19.4; Opis works with version 9.', 'Install Elasticsearch 9'],
    ['version 8 that refuses it', 400, { error: { type: 'media_type_header_exception' }, status: 400 }, 'does not speak version 9', 'Install Elasticsearch 9'],
    ['a cluster half upgraded', 200, { nodes: { a: { version: '9.5.3' }, b: { version: '8.19.4' } } }, '8.19.4', 'Install Elasticsearch 9'],
    ['no credentials', 401, { error: { type: 'security_exception' }, status: 401 }, 'refuses our credentials', 'ELASTICSEARCH_API_KEY'],
    ['too few rights', 403, { error: { type: 'security_exception' }, status: 403 }, 'refuses our credentials or rights (403)', 'rights'],
    ['too much to do', 429, { error: { type: 'circuit_breaking_exception' }, status: 429 }, 'too much to do', 'load'],
    ['another form of answer', 200, { nodes: 7 }, 'not understood', 'log'],
  ])('%s', async (_, status, body, detail, advice) => {
    expect(await ask(await answering(status, body))).toEqual({ ok: false, detail: expect.stringContaining(detail), advice: expect.stringContaining(advice) })
  })

  test('something else', async () => {
    expect(await ask(await answering(200, { hello: true }, false))).toMatchObject({ ok: false, detail: expect.stringContaining('not Elasticsearch') })
  })

  test('nobody', async () => {
    expect(await ask('http://user:hidden@127.0.0.1:1')).toEqual({ ok: false, detail: expect.not.stringContaining('hidden'), advice: expect.stringContaining('Start Elasticsearch') })
  })
})

test('the key of the API goes with every request', async () => {
  const url = await answering(200, { nodes: {} })
  const asked = new Promise<string | undefined>((resolve) => server?.once('request', ({ headers }) => resolve(headers.authorization)))
  await ask(url)
  expect(await asked).toBe('ApiKey secret')
})

test('a version that is served', async () => {
  expect(await ask(await answering(200, { nodes: { a: { version: '9.5.3' }, b: { version: '9.6.0' } } }))).toMatchObject({ ok: true, versions: ['9.5.3', '9.6.0'] })
})

test('texts must not cross a network in the clear without a word', () => {
  const urls = ['http://127.0.0.1:9200', 'http://localhost:9200', 'https://search.town:9200', 'http://u:p@search.town:9200']
  expect(openAddresses({ urls, apiKey: null, caFile: null })).toEqual(['http://search.town:9200'])
})
