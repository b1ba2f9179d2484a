import type { z } from 'zod'
import type { exceptionCodes, exceptionFacts } from '#contract/capture.ts'
import type { Decision } from './decisions.ts'

/** Everything about a split that only a person can decide. */
export type ExceptionCode = (typeof exceptionCodes)[number]

/** `image` is what to look at, `images` what is held back with it; together each image appears once. */
export type SplitException = {
  code: ExceptionCode
  image: number
  images: number[]
  /** What happened and what to do. */
  detail: string
  /** The same for screens in other languages. */
  facts: CaseFacts
  /** What a person may answer. */
  actions: Decision['action'][]
}

type CaseFacts = z.infer<typeof exceptionFacts>

/** What the sentences tell of the case. */
export type ExceptionFacts = CaseFacts & { image: number; images: number[] }

const answers: Record<ExceptionCode, Decision['action'][]> = {
  'no-cover': ['assign', 'make-record', 'set-aside', 'replace'],
  'cover-unreadable': ['assign', 'make-record', 'take-as-page', 'set-aside', 'replace'],
  'cover-from-behind': ['assign', 'make-record', 'take-as-page', 'set-aside', 'replace'],
  'cover-codes-disagree': ['assign', 'make-record', 'take-as-page', 'set-aside', 'replace'],
  'cover-unknown': ['assign', 'make-record', 'take-as-page', 'set-aside', 'replace'],
  'cover-used': ['assign', 'make-record', 'set-aside', 'replace'],
  'cover-repeated': ['assign', 'make-record', 'set-aside', 'replace'],
  'cover-empty': ['assign', 'set-aside', 'take-as-page', 'replace'],
  'cover-back-written': ['take-as-page', 'set-aside', 'replace'],
  'sheet-count': ['accept-count', 'assign', 'make-record', 'set-aside', 'replace'],
}

/** Makes the exception with its sentence. */
export function exceptionOf(code: ExceptionCode, facts: ExceptionFacts): SplitException {
  const { image, images, ...told } = facts
  return { code, image, images, detail: sentence(code, facts), facts: told, actions: [...answers[code]] }
}

function sentence(code: ExceptionCode, facts: ExceptionFacts): string {
  const cover = facts.cover ?? 'of this sheet'
  switch (code) {
    case 'no-cover':
      return `No cover sheet lies before image ${facts.image}: assign ${these(facts)} to a cover, or make a record of ${these(facts)}.`
    case 'cover-unreadable':
      return `Image ${facts.image} is a cover sheet that cannot be read: type its number and assign the pages behind it, or scan it again.`
    case 'cover-from-behind':
      return `Image ${facts.image} is the back of a cover sheet whose front was not fed: turn the sheet and scan it again, or type its number and assign the pages.`
    case 'cover-codes-disagree':
      return `The codes on image ${facts.image} name different covers (${(facts.otherCovers ?? []).join(', ')}): look at the sheet and assign the pages to the right one.`
    case 'cover-unknown':
      return `Cover ${cover} was not issued here: assign the pages to a cover of this archive, or make a record of them.`
    case 'cover-used':
      return `Cover ${cover} was used in another batch: if this is the same paper, set the images aside as rescanned; if not, assign the pages to another cover.`
    case 'cover-repeated':
      return `Cover ${cover} is in this batch more than once (images ${(facts.otherImages ?? []).join(', ')}): assign the pages of each to the right cover, or set one of the sheets aside.`
    case 'cover-empty':
      return `No pages lie behind cover ${cover}: find its papers and assign them, or set the cover sheet aside.`
    case 'cover-back-written':
      return `There is writing on the back of cover ${cover} (image ${facts.image}): take it as a page, or set it aside as blank.`
    case 'sheet-count':
      return `Cover ${cover} announces ${facts.expectedSheets ?? 0} sheets, but ${facts.pages ?? 0} pages and ${facts.blanks ?? 0} blank sides were fed: look for the missing or extra sheet, or accept the count.`
  }
}

function these(facts: ExceptionFacts): string {
  return facts.images.length === 0 ? 'it' : 'the images'
}
