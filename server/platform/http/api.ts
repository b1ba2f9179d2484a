import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { OpisError } from '#kernel/errors.ts'
import type { Access, Principal } from './access.ts'
import { readJson } from './read-body.ts'
import type { RouteDescription } from './openapi.ts'

export type HttpEnv = {
  Variables: {
    requestId: string
    principal: Principal
    /** Where the request came from, trusted proxies left out. */
    clientAddress: string
    /** Template of the route that answers, as in the OpenAPI document. */
    route?: string
  }
}

/** What a handler receives: everything is already validated and the caller authorised. */
export type Call<P, Q, B> = { c: Context<HttpEnv>; principal: Principal; params: P; query: Q; body: B }

type Schema = z.ZodType
type Out<S> = S extends Schema ? z.output<S> : undefined

export type Route<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined, A extends Schema | undefined> = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With `{name}` for parameters, as in OpenAPI. */
  path: string
  summary: string
  access: Access
  params?: P
  query?: Q
  body?: B
  /** A body that is not JSON: the handler reads `c.req.raw.body` itself under its own limit. */
  binaryBody?: boolean
  answer?: A
  /** Media types of an answer that is not JSON; the handler returns a Response. Beside `answer`: it may be either. */
  binaryAnswer?: string | readonly string[]
  status?: 200 | 201 | 204
  /** Problem codes besides those that every route can give. */
  problems?: readonly (keyof typeof import('#kernel/errors.ts').problemCodes)[]
}

export type Api = {
  /** Declares a route: documented, authorised and validated by one table. Throws where method and path are taken. */
  route<P extends Schema | undefined = undefined, Q extends Schema | undefined = undefined, B extends Schema | undefined = undefined, A extends Schema | undefined = undefined>(
    route: Route<P, Q, B, A>,
    handle: (call: Call<Out<P>, Out<Q>, Out<B>>) => Promise<(A extends Schema ? z.input<A> : void) | Response>,
  ): void
  readonly hono: Hono<HttpEnv>
  readonly routes: readonly RouteDescription[]
}

/** Collects the routes of all capabilities below one prefix. */
export function createApi(authorise: (access: Access, principal: Principal) => void): Api {
  const hono = new Hono<HttpEnv>()
  const routes: RouteDescription[] = []
  return {
    hono,
    routes,
    route(route, handle) {
      if (routes.some(({ method, path }) => method === route.method && path === route.path)) throw new Error(`${route.method} ${route.path} is declared twice; only the first would ever answer`)
      routes.push(route)
      hono.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
        c.set('route', route.path)
        const principal = c.get('principal')
        authorise(route.access, principal)
        const params = parse(route.params, c.req.param(), 'not-found')
        const query = parse(route.query, c.req.query(), 'bad-request')
        const body = route.body ? parse(route.body, await readJson(c.req.raw), 'bad-request') : undefined
        const answer = await handle({ c, principal, params, query, body } as Parameters<typeof handle>[0])
        if (answer instanceof Response) return answer
        if (!route.answer) return c.body(null, 204)
        return c.newResponse(JSON.stringify(answer), route.status ?? 200, { 'content-type': 'application/json' })
      })
    },
  }
}

/** Path parameters of a wrong form name nothing that exists; anything else is the caller's mistake. */
function parse(schema: Schema | undefined, value: unknown, code: 'not-found' | 'bad-request'): unknown {
  if (!schema) return undefined
  const result = schema.safeParse(value)
  if (result.success) return result.data
  if (code === 'not-found') throw new OpisError('not-found', 'There is nothing at this address, or you may not see it.')
  const first = result.error.issues[0]
  const where = first?.path.join('.') ?? ''
  throw new OpisError('bad-request', `${where ? `${where}: ` : ''}${first?.message ?? 'not understood'}.`)
}
