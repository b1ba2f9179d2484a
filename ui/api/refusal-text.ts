import { msg, str } from '@lit/localize'
import type { RefusalReason } from '#kernel/refusal.ts'

type Facts = Readonly<Record<string, string | number>>

/** Why somebody was refused and what to do, for every reason of the closed list. */
const texts: Readonly<Record<RefusalReason, (facts: Facts) => string>> = {
  'wrong-name-or-password': () => msg('Name or password is wrong.'),
  'wrong-present-password': () => msg('The present password is wrong.'),
  'same-password': () => msg('Choose a password that differs from the present one.'),
  'one-time-password-first': () => msg('Replace the one-time password first.'),
  'other-site': () => msg('The request came from another site. Open the archive by its own address.'),
  'no-such-user': () => msg('There is no such user.'),
  'user-exists': ({ name = '' }) => msg(str`There is already a user ${name}. Choose another name.`),
  'last-administrator': () => msg('This is the last administrator. Make another one first.'),
  'no-such-token': () => msg('There is no such token; it may have been revoked already.'),
  'no-such-agent': () => msg('There is no such station or recogniser.'),
  'no-such-batch': () => msg('There is no such batch.'),
  'nothing-waits': () => msg('Nothing of this batch waits for a decision. Perhaps somebody else has decided already.'),
  'image-does-not-wait': ({ image = '' }) => msg(str`Image ${image} does not wait for a decision.`),
  'record-already-archived': () => msg('This would change a record that is archived already. Make a record of these images, or assign them to another cover sheet.'),
  'cover-already-archived': ({ cover = '' }) => msg(str`Cover sheet ${cover} already stands for an archived record. Make a record of these images, or print a new cover sheet for them.`),
  'code-foreign': () => msg('This is not the code of a cover sheet of this archive.'),
  'code-damaged': () => msg('The code was read with a mistake. Read it again.'),
  'cover-not-issued': ({ cover = '' }) => msg(str`Cover sheet ${cover} was not issued here.`),
  'cover-used-before': ({ cover = '' }) => msg(str`Cover sheet ${cover} was used before. Print a new one.`),
  'cover-open-elsewhere': ({ cover = '' }) => msg(str`Another batch is already waiting for cover sheet ${cover}.`),
  'no-station': () => msg('No station is enrolled. Enrol one under Administration.'),
  'which-station': () => msg('There are several stations. Choose the one that shall scan.'),
  'batch-has-begun': () => msg('The batch has begun already and cannot be withdrawn.'),
  'not-a-cover-number': ({ cover = '' }) => msg(str`“${cover}” is not the number of a cover sheet; it looks like OPIS-12345-67890.`),
  'unknown-class': ({ class: code = '' }) => msg(str`There is no class ${code} in the file plan.`),
  'no-such-record': () => msg('There is no such record, or you may not see it.'),
  'no-such-date': ({ date = '' }) => msg(str`${date} is not a date of the calendar.`),
  'query-too-long': ({ limit = '' }) => msg(str`The query is too long: at most ${limit} characters.`),
  'query-too-many-words': ({ limit = '' }) => msg(str`The query has too many words: at most ${limit}. Leave some out.`),
  'query-nothing-before-or': () => msg('OR stands between two words. Put a word before it, or write it small to search for it.'),
  'query-nothing-after-or': () => msg('OR stands between two words. Put a word after it.'),
  'query-star-alone': () => msg('The * stands after the beginning of a word, as in archiv*. Add some letters before it.'),
  'query-without-after-or': () => msg('A word to leave out cannot stand after OR. Put it at the end.'),
  'query-no-word': () => msg('There is no word in the query. Type at least one word.'),
  'query-only-without': () => msg('The query only says what to leave out. Add at least one word to look for.'),
}

/** The sentence for a reason in the language of the UI; null when there is none, or none that we know. */
export function refusalText(reason: string | null, facts: Facts): string | null {
  if (reason === null || !Object.hasOwn(texts, reason)) return null
  return texts[reason as RefusalReason](facts)
}
