import { z } from 'zod'
import { id } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import { recordFilter } from '#server/identity/permissions.ts'
import type { RecordsContext } from './context.ts'
import { jpeg, pageImage, type Pictures } from './pictures.ts'
import { seeRecord } from './visible.ts'

const onePage = z.object({ id, page: z.coerce.number().int().min(1).max(100_000) })

/** Deep Zoom tiles are this wide and high; they do not overlap. */
export const tileSizePx = 512

/** Pictures of pages for hits and the viewer. */
export function pictureRoutes(api: Api, context: RecordsContext, pictures: Pictures): void {
  const see = async (principal: Principal, params: { id: string; page: number }) => {
    const found = await seeRecord(context.db, recordFilter(principal), params.id)
    return pageImage(context, found.id, params.page)
  }
  api.route(
    { method: 'get', path: '/records/{id}/pages/{page}/thumbnail', summary: 'A small picture of a page', access: 'any-user', params: onePage, binaryAnswer: 'image/jpeg' },
    async ({ principal, params }) => jpeg(await pictures.thumbnail(await see(principal, params))),
  )
  api.route(
    { method: 'get', path: '/records/{id}/pages/{page}/picture.dzi', summary: 'Deep Zoom description of a page', access: 'any-user', params: onePage, binaryAnswer: 'application/xml' },
    async ({ principal, params }) => {
      const { widthPx, heightPx } = await pictures.size(await see(principal, params))
      const xml = `<?xml version="1.0" encoding="UTF-8"?><Image xmlns="http://schemas.microsoft.com/deepzoom/2008" Format="jpg" Overlap="0" TileSize="${tileSizePx}"><Size Width="${widthPx}" Height="${heightPx}"/></Image>`
      return new Response(xml, { headers: { 'content-type': 'application/xml', 'cache-control': 'private, max-age=600' } })
    },
  )
  api.route(
    {
      method: 'get',
      path: '/records/{id}/pages/{page}/picture_files/{level}/{tile}',
      summary: 'One tile of the Deep Zoom picture: column_row.jpg',
      access: 'any-user',
      params: onePage.extend({ level: z.coerce.number().int().min(0).max(20), tile: z.string().regex(/^\d{1,4}_\d{1,4}\.jpg$/) }),
      binaryAnswer: 'image/jpeg',
    },
    async ({ principal, params }) => {
      const [x = 0, y = 0] = params.tile.slice(0, -4).split('_').map(Number)
      const image = await see(principal, params)
      if (x > 100 || y > 100) throw new OpisError('not-found', 'There is no such tile.')
      return jpeg(await pictures.tile(image, { level: params.level, x, y }))
    },
  )
}
