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
  schedule: { english: /\bschedules?\b/i, uk: { always: /перелі/i }, ro: { always: /indicato/i, never: /nomenclat/i }, ru: { always: /переч/i }, ka: { always: /ნუსხ/ } },
  'file plan': { english: /\bfile plan\b/i, uk: { always: /номенклатур/i, never: /план/i }, ro: { always: /nomenclator/i }, ru: { always: /номенклатур/i }, ka: { always: /ნომენკლატურ/ } },
  fonds: { english: /\bfonds\b/i, uk: { always: /фонд/i }, ro: { always: /fond/i }, ru: { always: /фонд/i }, ka: { always: /ფონდ/ } },
  inventory: { english: /\binventor(y|ies)\b/i, uk: { always: /опис/i }, ro: { always: /inventar/i }, ru: { always: /опис/i }, ka: { always: /ანაწერ/ } },
  executor: { english: /\bexecutors?\b/i, uk: { always: /виконав/i }, ro: { always: /executor/i, never: /executan/i }, ru: { always: /исполнител/i }, ka: { always: /შემსრულებ/ } },
  destroy: { english: /\bdestroy|\bdestruction\b/i, except: /^Due for destruction$/, uk: { always: /знищ/i }, ro: { always: /nimic/i, never: /distru/i }, ru: { always: /уничтож/i }, ka: { always: /ნადგურ/ } },
  'records manager': { english: /\brecords manager\b/i, uk: { always: /керівник\S* діловодства/i }, ro: { always: /responsabil\S* de documente/i }, ru: { always: /руководител\S* делопроизводства/i }, ka: { always: /საქმისწარმოების მენეჯერ/ } },
  'check value': { english: /\bcheck value\b/i, uk: { always: /перевірний код/i }, ro: { always: /cod(ul)? de verificare/i }, ru: { always: /проверочный код/i }, ka: { always: /საკონტროლო კოდ/ } },
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
