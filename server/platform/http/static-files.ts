import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { MiddlewareHandler } from 'hono'

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.woff2': 'font/woff2',
}

/**
 * The built UI, read whole at start: a request can only name what is in the table, so no path can
 * lead out of the folder. Any other address is a screen of the UI and gets its front page.
 */
export function staticFiles(folder: string): MiddlewareHandler {
  const files = load(folder)
  return async (c, next) => {
    const path = c.req.path
    const file = files.get(path) ?? (extname(path) === '' ? files.get('/index.html') : undefined)
    if (!file) return next()
    const immutable = path.startsWith('/assets/')
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': file.mediaType,
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  }
}

function load(folder: string): Map<string, { bytes: Buffer; mediaType: string }> {
  const files = new Map<string, { bytes: Buffer; mediaType: string }>()
  if (!existsSync(folder)) return files
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const mediaType = mediaTypes[extname(entry.name)]
    if (mediaType) files.set(`/${relative(folder, file).split(sep).join('/')}`, { bytes: readFileSync(file), mediaType })
  }
  return files
}
