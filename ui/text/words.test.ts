import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** An English word of the domain, and for each language the word that stands for it and those that must not. */
type Word = { english: RegExp; except?: RegExp } & Record<'uk' | 'ro' | 'ru' | 'ka', { always: RegExp; never?: RegExp }>

const words: Record<string, Word> = {
  unit: { english: /\bunits?\b/i, except: /^Unit of time$/, uk: { always: /підрозділ/i }, ro: { always: /subdiviziun/i, never: /\bunit[aă]/i }, ru: { always: /подразделени/i, never: /отдел(?!ьн)/i }, ka: { always: /ქვედანაყოფ/, never: /ერთეულ/ } },
  register: { english: /\b(the|a|old|open|this|own|another|second|no) registers?\b|^Registers$|\bregisters\b/i, uk: { always: /журнал/i, never: /реєстр(?![уаіо]?[вюйтц]|атор|овій)/i }, ro: { always: /registr/i }, ru: { always: /журнал/i, never: /реестр/i }, ka: { always: /ჟურნალ/, never: /რეესტრ/ } },
  card: { english: /\bcards?\b/i, except: /^Identity card$/, uk: { always: /картк/i }, ro: { always: /fiș/i }, ru: { always: /карточк/i }, ka: { always: /ბარათ/ } },
  resolution: { english: /\bresolutions?\b/i, except: /^Scan it at/, uk: { always: /резолюц/i }, ro: { always: /rezoluți/i }, ru: { always: /резолюц/i }, ka: { always: /რეზოლუცი/ } },
  task: { english: /\btasks\b|\b(this|the|open|no) task\b/i, except: /^The task was not reported/, uk: { always: /завдан/i, never: /доручен/i }, ro: { always: /sarcin/i }, ru: { always: /поручен/i, never: /задани|задач/i }, ka: { always: /დავალებ/ } },
  hold: { english: /\bon hold\b|\b(the|this|a|no) hold\b|\bholds to\b|^Holds?$/i, uk: { always: /заборон/i }, ro: { always: /suspend/i, never: /bloc/i }, ru: { always: /запре/i }, ka: { always: /აკრძალ/, never: /შეჩერებ/ } },
  class: { english: /\bclass(es)?\b/i, except: /^Columns:/, uk: { always: /клас/i }, ro: { always: /clas/i }, ru: { always: /класс/i }, ka: { always: /კლას/ } },
  'cover sheet': { english: /\bcover sheets?\b/i, uk: { always: /титул/i }, ro: { always: /foa?i.*de însoțire/i }, ru: { always: /титул/i }, ka: { always: /თავფურც/ } },
}

const files = Object.fromEntries((['uk', 'ro', 'ru', 'ka'] as const).map((language) => [language, JSON.parse(readFileSync(join(import.meta.dirname, `${language}.json`), 'utf8')) as Record<string, string>]))

test.each(Object.entries(words))('S3-07 one word for “%s” in each language', (_, { english, except, ...rest }) => {
  const wrong = (['uk', 'ro', 'ru', 'ka'] as const).flatMap((language) =>
    Object.entries(files[language] ?? {})
      .filter(([source, target]) => english.test(source) && except?.test(source) !== true && (!rest[language].always.test(target) || rest[language].never?.test(target) === true))
      .map(([source, target]) => `${language}: ${source} → ${target}`),
  )
  expect(wrong).toEqual([])
})
