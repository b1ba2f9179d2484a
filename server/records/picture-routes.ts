import { z } from 'zod'
import { id } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Api } from '#platform/http/api.ts'
import type { Access, Principal } from '#platform/http/access.ts'
import { captureRoles } from '#server/capture/routes.ts'
import type { RecordsContext } from './context.ts'
import { imageOfBatch, jpeg, pageImage, type Pictures } from './pictures.ts'
import { openRecord } from './open-record.ts'

const onePage = z.object({ id, page: z.coerce.number().int().min(1).max(100_000) })

/** Deep Zoom tiles are this wide and high; they do not overlap. */
export const tileSizePx = 512

const oneImage = z.object({ id, image: z.coerce.number().int().min(1).max(1_000_000) })
const oneTile = z.object({ level: z.coerce.number().int().min(0).max(20), tile: z.string().regex(/^\d{1,4}_\d{1,4}\.jpg$/) })

/** Pictures of pages for hits and the viewer, and of the images of a batch for those who capture. */
export function pictureRoutes(api: Api, context: RecordsContext, pictures: Pictures): void {
  const seePage = async (principal: Principal, params: z.output<typeof onePage>) => {
    const found = await openRecord(context, principal, params.id)
    return pageImage(context, found.id, params.page)
  }
  const seeImage = (_principal: Principal, params: z.output<typeof oneImage>) => imageOfBatch(context, params.id, params.image)
  describePictures(api, pictures, { path: '/records/{id}/pages/{page}', of: 'a page', access: 'any-user', params: onePage, see: seePage })
  describePictures(api, pictures, { path: '/batches/{id}/images/{image}', of: 'an image of a batch', access: { roles: captureRoles }, params: oneImage, see: seeImage })
}

type Subject<Params extends z.ZodObject> = {
  path: string
  of: string
  access: Access
  params: Params
  see: (principal: Principal, params: z.output<Params>) => Promise<Parameters<Pictures['size']>[0]>
}

/** Small picture and Deep Zoom picture of one subject. */
function describePictures<Params extends z.ZodObject>(api: Api, pictures: Pictures, { path, of, access, params: subject, see }: Subject<Params>): void {
  api.route({ method: 'get', path: `${path}/thumbnail`, summary: `A small picture of ${of}`, access, params: subject, binaryAnswer: 'image/jpeg' }, async ({ principal, params }) =>
    jpeg(await pictures.thumbnail(await see(principal, params as z.output<Params>))),
  )
  api.route({ method: 'get', path: `${path}/picture.dzi`, summary: `Deep Zoom description of ${of}`, access, params: subject, binaryAnswer: 'application/xml' }, async ({ principal, params }) => {
    const { widthPx, heightPx } = await pictures.size(await see(principal, params as z.output<Params>))
    const xml = `<?xml version="1.0" encoding="UTF-8"?><Image xmlns="http://schemas.microsoft.com/deepzoom/2008" Format="jpg" Overlap="0" TileSize="${tileSizePx}"><Size Width="${widthPx}" Height="${heightPx}"/></Image>`
    return new Response(xml, { headers: { 'content-type': 'application/xml', 'cache-control': 'private, max-age=600' } })
  })
  const description = { method: 'get', path: `${path}/picture_files/{level}/{tile}`, summary: `One tile of the Deep Zoom picture of ${of}: column_row.jpg`, access, binaryAnswer: 'image/jpeg' } as const
  api.route({ ...description, params: subject.extend(oneTile.shape) as z.ZodObject }, async ({ principal, params }) => {
    const { level, tile } = oneTile.parse(params)
    const [x = 0, y = 0] = tile.slice(0, -4).split('_').map(Number)
    const image = await see(principal, subject.parse(params))
    if (x > 100 || y > 100) throw new OpisError('not-found', 'There is no such tile.')
    return jpeg(await pictures.tile(image, { level, x, y }))
  })
}
