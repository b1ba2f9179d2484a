import { z } from 'zod'
import { languages } from '../kernel/language.ts'

/** Media types of the images that the archive takes. */
export const imageMediaTypes = ['image/jpeg', 'image/png', 'image/tiff', 'image/webp'] as const

export const id = z.uuid()
/** SHA-512 in lower-case hex. */
export const sha512 = z.string().regex(/^[0-9a-f]{128}$/)
/** A civil date, `YYYY-MM-DD`. */
export const civilDate = z.iso.date()
/** A civil date that may lack its day or month: `1998`, `1998-04`, `1998-04-30`. */
export const impreciseDate = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)
export const instant = z.iso.datetime({ offset: true })
export const language = z.enum(languages)
/** Fractions of the upright page from the upper left: x, y, width, height. */
export const box = z.tuple([z.number(), z.number(), z.number(), z.number()])
/** Code of a class of the file plan, for example `petitions`. */
export const classCode = z.string().regex(/^[a-z0-9][a-z0-9./-]{0,63}$/)
/** Title or index of a file, as people write it. */
export const fileName = z.string().trim().min(1).max(200)
/** Degrees clockwise by which a stored image is turned to be upright. */
export const turn = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)])
