import type { Language } from '#kernel/language.ts'

/** The words on a printed cover sheet. */
export type CoverTexts = {
  title: string
  thisEdgeFirst: string
  class: string
  file: string
  date: string
  language: string
  sheets: string
  howTo: readonly string[]
}

/** By language of the people who handle the paper. */
export const coverTexts: Record<Language, CoverTexts> = {
  en: {
    title: 'Cover sheet',
    thisEdgeFirst: 'this edge first',
    class: 'Class',
    file: 'File',
    date: 'Date of the record',
    language: 'Language',
    sheets: 'Sheets',
    howTo: [
      'Put this sheet before the papers of one record, printed side the same way as theirs.',
      'One cover, one record: do not copy it and do not use it twice.',
      'Do not write, stamp or staple on the bars, the square and the dots.',
    ],
  },
  ro: {
    title: 'Foaie de însoțire',
    thisEdgeFirst: 'această margine înainte',
    class: 'Clasa',
    file: 'Dosarul',
    date: 'Data documentului',
    language: 'Limba',
    sheets: 'Foi',
    howTo: [
      'Puneți această foaie înaintea filelor unui singur document, cu fața în aceeași parte.',
      'O foaie, un document: nu o copiați și nu o folosiți a doua oară.',
      'Nu scrieți, nu ștampilați și nu capsați peste bare, pătrat și puncte.',
    ],
  },
  uk: {
    title: 'Титульний аркуш',
    thisEdgeFirst: 'цим краєм уперед',
    class: 'Клас',
    file: 'Справа',
    date: 'Дата документа',
    language: 'Мова',
    sheets: 'Аркушів',
    howTo: [
      'Покладіть цей аркуш перед паперами одного документа, друком у той самий бік, що й вони.',
      'Один титульний аркуш — один документ: не копіюйте його й не використовуйте вдруге.',
      'Не пишіть, не ставте печаток і скоб на смугах, квадраті та крапках.',
    ],
  },
  ru: {
    title: 'Титульный лист',
    thisEdgeFirst: 'этим краем вперёд',
    class: 'Класс',
    file: 'Дело',
    date: 'Дата документа',
    language: 'Язык',
    sheets: 'Листов',
    howTo: [
      'Положите этот лист перед бумагами одного документа, печатью в ту же сторону, что и они.',
      'Один титульный лист — один документ: не копируйте его и не используйте повторно.',
      'Не пишите, не ставьте печатей и скоб на полосах, квадрате и точках.',
    ],
  },
  ka: {
    title: 'თავფურცელი',
    thisEdgeFirst: 'ამ კიდით წინ',
    class: 'კლასი',
    file: 'საქმე',
    date: 'დოკუმენტის თარიღი',
    language: 'ენა',
    sheets: 'ფურცელი',
    howTo: [
      'მოათავსეთ ეს ფურცელი ერთი დოკუმენტის ფურცლების წინ, ნაბეჭდი მხარით იმავე მიმართულებით.',
      'ერთი თავფურცელი — ერთი დოკუმენტი: ნუ გადაიღებთ ასლს და ნუ გამოიყენებთ მეორედ.',
      'ნუ დაწერთ, ნუ დაარტყამთ ბეჭედს და ნუ დაამაგრებთ ზოლებზე, კვადრატსა და წერტილებზე.',
    ],
  },
}
