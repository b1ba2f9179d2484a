import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importAnswer } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { askElasticsearch } from '#server/search/elasticsearch/ask-elasticsearch.ts'
import { elasticsearchIsThere, startElasticsearch, type TestElasticsearch } from '#test/support/elasticsearch.ts'
import { runServer } from '#test/support/run-server.ts'

/** The rights that the README asks for, and the same without one of them. */
const roles = `
opis:
  cluster: [monitor]
  indices: [{ names: ['opis-*'], privileges: [manage, read, write] }]
blind:
  indices: [{ names: ['opis-*'], privileges: [manage, read, write] }]
`
const password = 'a long password, with signs: /@?'

describe.skipIf(!elasticsearchIsThere)('Elasticsearch with TLS and users', () => {
  let folder: string
  let caFile: string
  let elasticsearch: TestElasticsearch
  const addressFor = (name: string, secret: string) => elasticsearch.url.replace('//', `//${name}:${encodeURIComponent(secret)}@`)
  const ask = (url: string, ca: string | null = caFile) => askElasticsearch({ urls: [url], apiKey: null, caFile: ca })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opis-secured-'))
    await chmod(folder, 0o755)
    caFile = join(folder, 'certificate.pem')
    const keyFile = join(folder, 'key.pem')
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=search', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', keyFile, '-out', caFile])
    if (made.status !== 0) throw new Error(made.stderr.toString())
    elasticsearch = await startElasticsearch({ secured: { keyFile, certificateFile: caFile, roles, users: ['opis', 'blind'].map((name) => ({ name, password, role: name })) } })
  })
  afterAll(async () => {
    await elasticsearch.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('an unknown authority, wrong credentials and too few rights are told apart', async () => {
    expect(await ask(addressFor('opis', password), null)).toMatchObject({ ok: false, detail: expect.stringContaining('not trusted'), advice: expect.stringContaining('ELASTICSEARCH_CA_FILE') })
    expect(await ask(elasticsearch.url)).toMatchObject({ ok: false, detail: expect.stringContaining('401') })
    expect(await ask(addressFor('opis', 'wrong'))).toMatchObject({ ok: false, detail: expect.stringContaining('401'), advice: expect.stringContaining('password') })
    expect(await ask(addressFor('blind', password))).toMatchObject({ ok: false, detail: expect.stringContaining('403') })
    expect(await ask(addressFor('opis', password))).toMatchObject({ ok: true })
  })

  test('an archive works with the rights of the README', async () => {
    const server = await runServer({ settings: { ELASTICSEARCH_URL: addressFor('opis', password), ELASTICSEARCH_CA_FILE: caFile } })
    try {
      const { record } = await server.admin.get(importAnswer, 'POST', '/api/import?name=act.txt', { body: Buffer.from('Рішення ради') })
      await expect.poll(() => server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent('рішення')}`), { timeout: 30_000 }).toMatchObject({ engine: 'elasticsearch', degraded: false, hits: [{ record }] })
      expect((await server.admin.send('POST', '/api/search/reindex')).bytes.toString('utf8')).toContain('"result":{')
      expect(server.log.join('\n')).not.toContain('PostgreSQL')
    } finally {
      await server.stop()
    }
  })

  test('wrong credentials: PostgreSQL answers', async () => {
    const server = await runServer({ settings: { ELASTICSEARCH_URL: addressFor('opis', 'wrong'), ELASTICSEARCH_CA_FILE: caFile } })
    try {
      expect(await server.admin.get(searchResult, 'GET', '/api/search?q=a')).toMatchObject({ engine: 'postgresql', degraded: true })
      expect(server.log.join('\n')).not.toContain('wrong')
    } finally {
      await server.stop()
    }
  })
})
