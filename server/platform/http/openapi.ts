import { z } from 'zod'
import { problemCodes, type ProblemCode } from '#kernel/errors.ts'
import type { Access } from './access.ts'

/** A route as the document needs it: the same table that validates and authorises. */
export type RouteDescription = {
  method: string
  path: string
  summary: string
  access: Access
  params?: z.ZodType | undefined
  query?: z.ZodType | undefined
  body?: z.ZodType | undefined
  binaryBody?: boolean
  answer?: z.ZodType | undefined
  binaryAnswer?: string | readonly string[]
  status?: number
  problems?: readonly ProblemCode[]
}

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of all routes, made from the schemas that validate them. */
export function openApiDocument(routes: readonly RouteDescription[], version: string, prefix: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = (paths[prefix + route.path] ??= {})
    path[route.method] = operation(route)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Opis', version, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'opis' },
        agent: { type: 'apiKey', in: 'header', name: 'Opis-Signature' },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' }, instance: { type: 'string' } },
}

function operation(route: RouteDescription): Json {
  return {
    summary: route.summary,
    security: security(route.access),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } } : {}),
    ...(route.binaryBody ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } } : {}),
    responses: responses(route),
  }
}

function security(access: Access): Json[] {
  if (access === 'public') return []
  if (typeof access === 'string') return [{ bearer: [] }, { session: [] }]
  return [...(access.roles ? [{ bearer: [] }, { session: [] }] : []), ...(access.agent ? [{ agent: [] }] : [])]
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(properties).map(([name, one]) => ({ name, in: place, required: place === 'path' || required.includes(name), schema: one }))
}

function responses(route: RouteDescription): Json {
  const codes = new Set<ProblemCode>(['bad-request', 'too-many-requests', 'internal', 'unreachable', ...(route.problems ?? [])])
  if (route.access !== 'public') for (const code of ['unauthenticated', 'forbidden'] as const) codes.add(code)
  if (route.params) codes.add('not-found')
  if (route.body ?? route.binaryBody) codes.add('body-too-large').add('upload-cut-off')
  const answers: Json = { [String(route.answer ? (route.status ?? 200) : route.binaryAnswer ? 200 : 204)]: success(route) }
  for (const code of codes) {
    const status = String(problemCodes[code].status)
    answers[status] ??= { description: problemCodes[code].title, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
  }
  return answers
}

function success(route: RouteDescription): Json {
  const files = Object.fromEntries([route.binaryAnswer ?? []].flat().map((mediaType) => [mediaType, { schema: {} }]))
  if (route.answer) return { description: 'Done', content: { 'application/json': { schema: schemaOf(route.answer, 'output') }, ...files } }
  if (route.binaryAnswer) return { description: 'Done', content: files }
  return { description: 'Done' }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: ({ jsonSchema }) => fixLength(jsonSchema) }) as Json
  return rest
}

/** A tuple of one kind of thing, such as a box, is a list of a fixed length: said so, every reader understands it. */
function fixLength(schema: Json): void {
  const { prefixItems } = schema
  if (!Array.isArray(prefixItems) || new Set(prefixItems.map((item) => JSON.stringify(item))).size !== 1) return
  delete schema['prefixItems']
  Object.assign(schema, { items: prefixItems[0] as Json, minItems: prefixItems.length, maxItems: prefixItems.length })
}
