import { msg, str } from '@lit/localize'
import type { exceptionCodes } from '#contract/capture.ts'
import type { BatchException } from '../api/capture.ts'

type Code = (typeof exceptionCodes)[number]
type Case = { image: number; cover: string; facts: NonNullable<BatchException['facts']> }
type Text = { title: () => string; sentence: (told: Case) => string }

/** What is wrong and what to do, for every code of the closed list. */
const texts: Readonly<Record<Code, Text>> = {
  'no-cover': {
    title: () => msg('No cover sheet'),
    sentence: ({ image }) => msg(str`No cover sheet lies before image ${image}: assign the images to a cover sheet, or make a record of them.`),
  },
  'cover-unreadable': {
    title: () => msg('Cover sheet cannot be read'),
    sentence: ({ image }) => msg(str`Image ${image} is a cover sheet that cannot be read: type its number and assign the pages behind it, or scan it again.`),
  },
  'cover-from-behind': {
    title: () => msg('Cover sheet was fed the wrong way round'),
    sentence: ({ image }) => msg(str`Image ${image} is the back of a cover sheet whose front was not fed: turn the sheet and scan it again, or type its number and assign the pages.`),
  },
  'cover-codes-disagree': {
    title: () => msg('The two codes disagree'),
    sentence: ({ image, facts }) => msg(str`The codes on image ${image} name different cover sheets (${(facts.otherCovers ?? []).join(', ')}): look at the sheet and assign the pages to the right one.`),
  },
  'cover-unknown': {
    title: () => msg('Unknown cover sheet'),
    sentence: ({ cover }) => msg(str`Cover sheet ${cover} was not issued here: assign the pages to a cover sheet of this archive, or make a record of them.`),
  },
  'cover-used': {
    title: () => msg('Cover sheet was used before'),
    sentence: ({ cover }) => msg(str`Cover sheet ${cover} was used in another batch: if this is the same paper, set the images aside as scanned again; if not, assign the pages to another cover sheet.`),
  },
  'cover-repeated': {
    title: () => msg('Cover sheet is there twice'),
    sentence: ({ cover, facts }) => msg(str`Cover sheet ${cover} is in this batch more than once (images ${(facts.otherImages ?? []).join(', ')}): assign the pages of each to the right cover sheet, or set one of the sheets aside.`),
  },
  'cover-empty': {
    title: () => msg('No pages behind the cover sheet'),
    sentence: ({ cover }) => msg(str`No pages lie behind cover sheet ${cover}: find its papers and assign them, or set the cover sheet aside.`),
  },
  'cover-back-written': {
    title: () => msg('Writing on the back of a cover sheet'),
    sentence: ({ cover, image }) => msg(str`There is writing on the back of cover sheet ${cover} (image ${image}): take it as a page, or set it aside as blank.`),
  },
  'sheet-count': {
    title: () => msg('The number of sheets differs'),
    sentence: ({ cover, facts: { expectedSheets = 0, pages = 0, blanks = 0 } }) =>
      msg(str`Cover sheet ${cover} announces this number of sheets: ${expectedSheets}. Fed: pages ${pages}, blank sides ${blanks}. Look for the missing or extra sheet, or accept the count.`),
  },
}

/** Title and sentence of an exception in the language of the UI; the server's own for a code that is not of the list. */
export function exceptionText({ code, image, facts = {}, detail }: Pick<BatchException, 'code' | 'image' | 'facts' | 'detail'>): { title: string; sentence: string } {
  if (!Object.hasOwn(texts, code)) return { title: code, sentence: detail }
  const { title, sentence } = texts[code as Code]
  return { title: title(), sentence: sentence({ image, cover: facts.cover ?? '–', facts }) }
}
