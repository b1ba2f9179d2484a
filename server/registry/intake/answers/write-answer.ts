import type { Language } from '#kernel/language.ts'

type Words = { subject: (day: string) => string; told: (house: string, at: string) => string; given: (number: string) => string; reason: string; again: string; footer: string }

const words: Record<Language, Words> = {
  en: {
    subject: (day) => `Your message of ${day} was not registered`,
    told: (house, at) => `Your message to ${house} of ${at} was not registered.`,
    given: (number) => `Its provisional number: ${number}`,
    reason: 'Reason:',
    again: 'You may put right what is named above and send it again, or bring it to the counter.',
    footer: 'This letter was sent by a program. Please do not answer it.',
  },
  ro: {
    subject: (day) => `Mesajul dumneavoastră din ${day} nu a fost înregistrat`,
    told: (house, at) => `Mesajul dumneavoastră către ${house} din ${at} nu a fost înregistrat.`,
    given: (number) => `Numărul provizoriu: ${number}`,
    reason: 'Motivul:',
    again: 'Puteți îndrepta cele arătate mai sus și îl puteți trimite din nou sau îl puteți aduce la ghișeu.',
    footer: 'Această scrisoare a fost trimisă de un program. Vă rugăm să nu răspundeți la ea.',
  },
  uk: {
    subject: (day) => `Ваше повідомлення від ${day} не зареєстровано`,
    told: (house, at) => `Ваше повідомлення до ${house} від ${at} не зареєстровано.`,
    given: (number) => `Попередній номер: ${number}`,
    reason: 'Причина:',
    again: 'Ви можете виправити зазначене вище і надіслати повідомлення ще раз або принести його до вікна прийому.',
    footer: 'Цей лист надіслано програмою. Будь ласка, не відповідайте на нього.',
  },
  ru: {
    subject: (day) => `Ваше сообщение от ${day} не зарегистрировано`,
    told: (house, at) => `Ваше сообщение в ${house} от ${at} не зарегистрировано.`,
    given: (number) => `Предварительный номер: ${number}`,
    reason: 'Причина:',
    again: 'Вы можете исправить указанное выше и отправить сообщение ещё раз или принести его в окно приёма.',
    footer: 'Это письмо отправлено программой. Пожалуйста, не отвечайте на него.',
  },
  ka: {
    subject: (day) => `თქვენი შეტყობინება (${day}) არ დარეგისტრირდა`,
    told: (house, at) => `თქვენი შეტყობინება (${house}, ${at}) არ დარეგისტრირდა.`,
    given: (number) => `დროებითი ნომერი: ${number}`,
    reason: 'მიზეზი:',
    again: 'შეგიძლიათ გამოასწოროთ ზემოთ მითითებული და ხელახლა გამოგზავნოთ ან მოიტანოთ მიმღებ სარკმელთან.',
    footer: 'ეს წერილი პროგრამამ გამოგზავნა. გთხოვთ, ნუ უპასუხებთ.',
  },
}

/** `house`: its name. `number`: the provisional one, where a number was given. `test`: the house is in test mode. */
export type Told = { house: string; receivedAt: Date; timeZone: string; number: string | null; reason: string; test: boolean }

/**
 * The answer to a sender whose letter was rejected. Nothing of the letter itself is repeated: whoever forges a sender must
 * not make the house carry his words to somebody else.
 */
export function writeAnswer(language: Language, { house, receivedAt, timeZone, number, reason, test }: Told): { subject: string; text: string } {
  const text = words[language]
  const at = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('ru', { ...style, timeZone }).format(receivedAt)
  const day = at({ day: '2-digit', month: '2-digit', year: 'numeric' })
  const minute = `${day}, ${at({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`
  const said = reason.replaceAll(/[^\P{C}\n]+/gu, ' ').trim()
  const lines = [text.told(house, minute), ...(number === null ? [] : [text.given(number)]), '', text.reason, said, '', text.again, '', text.footer, '']
  return { subject: `${test ? 'TEST: ' : ''}${text.subject(day)}`, text: lines.join('\n') }
}
