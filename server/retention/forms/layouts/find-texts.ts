import type { Language } from '#kernel/language.ts'
import { layoutLanguages, type FormLayout } from '../act-document.ts'
import type { ActTexts, FormTexts } from '../form-texts.ts'
import { englishAct, englishShared } from '../texts/english.ts'
import { georgianAct, georgianShared } from '../texts/georgian.ts'
import { romanianAct, romanianShared } from '../texts/romanian.ts'
import { russianAct, russianShared } from '../texts/russian.ts'
import { ukrainianAct, ukrainianShared } from '../texts/ukrainian.ts'

const neutral: Record<Language, FormTexts> = {
  en: { shared: englishShared, act: englishAct },
  uk: { shared: ukrainianShared, act: ukrainianAct },
  ru: { shared: russianShared, act: russianAct },
  ro: { shared: romanianShared, act: romanianAct },
  ka: { shared: georgianShared, act: georgianAct },
}

/**
 * Where a national form says something else than the neutral one of its language. Only the Russian form was seen in
 * print; see server/decisions/0022-forms-and-transfer.md for what of the others waits to be confirmed.
 */
const national: Record<Exclude<FormLayout, 'neutral'>, Partial<Record<Language, Partial<ActTexts>>>> = {
  ua: {
    uk: {
      subtitle: 'про вилучення для знищення документів, не внесених до Національного архівного фонду',
      columns: ['№ з/п', 'Заголовок справи або груповий заголовок документів', 'Крайні дати документів (справ)', 'Номери описів', 'Індекс справи за номенклатурою або № справи за описом', 'Кількість справ', 'Строк зберігання справи і номери статей за переліком', 'Примітка'],
      archiveConsent: 'Протокол ЕПК державного архіву від ____________ № ________',
    },
  },
  ru: { ru: { head: 'Руководитель организации (должность)' } },
  md: {
    ro: { subtitle: 'privind nimicirea documentelor cu termenele de păstrare expirate', selected: (fonds) => `s-au selectat pentru nimicire, ca neavând valoare și pierzându-și însemnătatea practică, documentele fondului ${fonds}:`, archiveConsent: 'Coordonat cu organul de arhivă: proces-verbal din ____________ nr. ________' },
    ru: { subtitle: 'о выделении к уничтожению документов с истёкшими сроками хранения', archiveConsent: 'Согласовано с архивным органом: протокол от ____________ № ________' },
  },
  ro: {
    ro: {
      title: 'PROCES-VERBAL DE SELECȚIONARE',
      subtitle: 'și inventarul documentelor propuse spre eliminare',
      basis: (title, imprint) => `Comisia de selecționare, în temeiul nomenclatorului arhivistic: ${title} (${imprint}),`,
      withoutBasis: 'Comisia de selecționare, în temeiul nomenclatorului arhivistic în vigoare,',
      selected: (fonds) => `propune spre eliminare documentele fondului ${fonds} al căror termen de păstrare a expirat:`,
      columns: ['Nr. crt.', 'Conținutul pe scurt al dosarului', 'Datele extreme', 'Nr. inventarului', 'Indicativul din nomenclator', 'Numărul u.a.', 'Termenul de păstrare și poziția din nomenclator', 'Observații'],
      archiveConsent: 'SE CONFIRMĂ. Arhivele Naționale, serviciul județean ____________, nr. ________ din ____________, semnătura ____________',
    },
  },
  ge: { ka: {} },
}

/** The texts of a layout in a language, or null when the layout does not have that language. */
export function findTexts(layout: FormLayout, language: Language): FormTexts | null {
  if (!layoutLanguages[layout].includes(language)) return null
  const { shared, act } = neutral[language]
  return layout === 'neutral' ? { shared, act } : { shared, act: { ...act, ...national[layout][language] } }
}

/** The texts that forms of all layouts share in a language. */
export const sharedTexts = (language: Language) => neutral[language].shared
