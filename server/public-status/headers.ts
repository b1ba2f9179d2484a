import type { MiddlewareHandler } from 'hono'

const policy = ["default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"].join('; ')

/** Headers of every public answer: no script at all, nothing from elsewhere, nothing kept by caches unless a route says so. */
export const publicHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('content-security-policy', policy)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  c.header('cross-origin-opener-policy', 'same-origin')
  if (!c.res.headers.has('cross-origin-resource-policy')) c.header('cross-origin-resource-policy', 'same-origin')
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
}
