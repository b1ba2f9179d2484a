import { fillSentence } from '../fill-sentence.ts'
import { texts } from '../texts/choose-language.ts'
import type { Texts } from '../texts/text-form.ts'
import { askServer, defineStatusElement, documentNode, lookUpForm, makeNode, type ElementTexts } from './status-element.ts'
import { elementStyle } from './element-style.ts'

const pageOnly = ['figures', 'figuresIntro', 'month', 'unit', 'registered', 'inTime', 'late', 'overdue', 'pending', 'otherUnits', 'total', 'noFigures', 'download', 'getReply', 'toLookUp', 'problems', 'again', 'language'] as const satisfies readonly Exclude<keyof Texts, keyof ElementTexts>[]

/**
 * The script of the embedded element, whole: no part of it is fetched from anywhere. Its functions are those of this
 * program, whose types are gone once Node has read them, so nothing has to be built.
 */
export function embedScript(): string {
  const said = Object.fromEntries(Object.entries(texts).map(([language, all]) => [language, Object.fromEntries(Object.entries(all).filter(([key]) => !pageOnly.some((one) => one === key)))]))
  const functions = [fillSentence, makeNode, lookUpForm, askServer, documentNode, defineStatusElement].map((one) => one.toString().replaceAll(/[^\S\n]{2,}/g, (run, at: number, whole: string) => (whole[at - 1] === '\n' ? run : ' ')).replaceAll(/[^\S\n]+$/gm, ''))
  const kit = `{ texts: ${JSON.stringify(said)}, fill: fillSentence, style: ${JSON.stringify(elementStyle)}, home }`
  return `// Opis: the status of a document as <opis-status>. EUPL-1.2.\n(() => {\n'use strict'\nconst home = document.currentScript ? new URL(document.currentScript.src).origin : ''\n${functions.join('\n')}\ndefineStatusElement(${kit})\n})()\n`
}
