import { openApiDocument, type RouteDescription } from '#platform/http/openapi.ts'

const prefix = '/inbound/applications'

/** Version of the interface for other programs: a change that breaks them changes the first number. */
export const inboundVersion = '1.0.0'

type Operation = { security: unknown; parameters: unknown[] }

/** The OpenAPI 3.1 document of the interface for other programs alone, from the same table that validates the calls. */
export function inboundDocument(routes: readonly RouteDescription[]): Record<string, unknown> {
  const document = openApiDocument(routes.filter(({ path }) => path.startsWith(prefix)), inboundVersion, '/api')
  const paths = document['paths'] as Record<string, Record<string, Operation>>
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      operation.security = [{ clientKey: [] }]
      if (method === 'post' && path === `/api${prefix}`) operation.parameters.push({ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', pattern: '^[!-~]{8,100}$' } })
    }
  }
  const components = document['components'] as Record<string, unknown>
  return { ...document, info: { title: 'Opis: applications of other programs', version: inboundVersion, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } }, components: { ...components, securitySchemes: { clientKey: { type: 'http', scheme: 'bearer', description: 'Key that the administrator made for the program' } } } }
}
