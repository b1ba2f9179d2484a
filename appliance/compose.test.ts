import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { stagesOf } from '#test/support/dockerfile.ts'

const root = resolve(import.meta.dirname, '..')

const serviceForm = z.object({
  profiles: z.array(z.string()).min(1),
  image: z.string().optional(),
  build: z.object({ dockerfile: z.string(), target: z.string() }).optional(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  pids_limit: z.number(),
  mem_limit: z.string(),
  user: z.string().optional(),
  privileged: z.literal(false).optional(),
  network_mode: z.string().optional(),
  networks: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.union([z.string(), z.object({ source: z.string() })])).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  logging: z.object({ options: z.record(z.string(), z.string()) }),
})
const compose = z
  .object({ services: z.record(z.string(), serviceForm), networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })), secrets: z.record(z.string(), z.object({ file: z.string() })) })
  .parse(parse(readFileSync(resolve(root, 'docker-compose.yml'), 'utf8'), { merge: true }))
const services = Object.entries(compose.services)
const inProfile = (profile: string) => services.filter(([, service]) => service.profiles.includes(profile)).map(([name]) => name)

test('the profiles hold what each size is made of', () => {
  expect(inProfile('appliance').sort()).toEqual(['elasticsearch', 'postgres', 'recogniser', 'redis', 'server'])
  expect(inProfile('cluster').sort()).toEqual(['elasticsearch-1', 'elasticsearch-2', 'elasticsearch-3', 'recogniser-1', 'recogniser-2', 'recogniser-3', 'redis', 'server'])
  expect(inProfile('status')).toEqual(['status'])
  expect(inProfile('station')).toEqual(['station'])
})

describe.each(services)('%s', (name, service) => {
  test('has no right it does not need', () => {
    expect(service.cap_drop).toEqual(['ALL'])
    expect(service.security_opt).toEqual(['no-new-privileges:true'])
    expect(service.read_only).toBe(!name.startsWith('elasticsearch'))
    // An image of ours names its user itself.
    if (service.build === undefined) expect(service.user).toMatch(/^[1-9]\d*:\d+$/)
  })
  test('is bounded and watched', () => {
    expect(service.logging.options).toHaveProperty('max-size')
    const stage = service.build ? stagesOf(readFileSync(resolve(root, service.build.dockerfile), 'utf8')).inherited(service.build.target) : []
    expect(service.healthcheck !== undefined || stage.some(({ word }) => word === 'HEALTHCHECK')).toBe(true)
  })
  test('has an image of a full version', () => expect(service.image).toMatch(/^[a-z-]+:(\d+\.\d+|\$\{OPIS_VERSION:-\d+\.\d+\.\d+\})/))
  test('has secrets in files only', () => {
    for (const [setting, value] of Object.entries(service.environment)) if (/PASSWORD|TOKEN|_URL|SECRET/.test(setting) && setting !== 'OPIS_PUBLIC_URL') expect(`${setting}=${value}`).toMatch(/_FILE=\/run\/secrets\/\w+$/)
  })
  test('is reached from loopback of the machine at most', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/)
  })
})

test('databases and search engine have no way out', () => {
  expect(compose.networks['inside']).toEqual({ internal: true })
  for (const [name, service] of services) if (service.build === undefined) expect([name, service.networks]).toEqual([name, ['inside']])
})

test('the public page has one secret, which opens nothing but its question', () => {
  expect(compose.services['status']?.secrets).toEqual(['status_database_url'])
})

test('agents get no secret of the server', () => {
  for (const [name, service] of services) if (/recogniser|station/.test(name)) expect([name, service.secrets]).toEqual([name, []])
})

const mayChown = process.getuid?.() === 0 && existsSync('/usr/bin/openssl')
test.skipIf(!mayChown)('every secret that is named is made, once, for the one user who reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opis-secrets-'))
  try {
    const make = () => execFileSync('/bin/sh', [resolve(root, 'appliance/compose/make-secrets.sh'), folder])
    make()
    const texts = () => readdirSync(folder).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')])
    const first = texts()
    make()
    expect(texts()).toEqual(first)
    expect(first.map(([name]) => name)).toEqual(Object.values(compose.secrets).map(({ file }) => file.replace(/^.*\}\//, '')).sort())
    for (const [name = ''] of first) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o400])
    for (const name of ['database_url', 'status_database_url', 'redis_url', 'elasticsearch_url', 'metrics_token']) expect(statSync(join(folder, name)).uid).toBe(10_001)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

const reader = resolve(root, '.cache/compose-go/cmd')
test.skipIf(!existsSync(reader))('the compose specification: schema, interpolation and references', () => {
  const model = z.object({ services: z.record(z.string(), z.unknown()) }).parse(JSON.parse(execFileSync(reader, ['-format', 'json', 'docker-compose.yml'], { cwd: root, encoding: 'utf8', env: {} })))
  expect(Object.keys(model.services).sort()).toEqual(Object.keys(compose.services).sort())
})
