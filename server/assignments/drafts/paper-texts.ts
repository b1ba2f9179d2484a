import type { VisaDecision } from '#contract/drafts.ts'
import type { Language } from '#kernel/language.ts'

type Texts = {
  locale: string
  page: (page: number, pages: number) => string
  inAnswer: (number: string, date: string) => string
  approved: (name: string, time: string) => string
  insteadOf: (name: string) => string
  noGrade: string
  sheet: string
  of: (number: string, date: string) => string
  drafted: string
  version: string
  checksum: string
  visas: readonly [no: string, who: string, asked: string, given: string, decision: string, remarks: string]
  noVisas: string
  decisions: Record<VisaDecision, string>
  voided: (version: number) => string
  pending: string
  overruled: (name: string, time: string, reason: string) => string
  annexes: string
  pages: (count: number) => string
  meaningAnnexes: string
  approval: string
  meaning: string
  more: (count: number) => string
  dispatch: string
  dispatched: readonly [no: string, number: string, date: string, to: string, address: string, channel: string, note: string]
  total: string
  received: string
}

/** What the papers of drafts say, by language. */
export const paperTexts: Readonly<Record<Language, Texts>> = {
  en: {
    ...{ locale: 'en-GB', page: (page, pages) => `${page} / ${pages}`, inAnswer: (number, date) => `To No. ${number} of ${date}`, approved: (name, time) => `Approved on the screen by ${name}, ${time}`, insteadOf: (name) => `for ${name}` },
    ...{ noGrade: 'Signature on the screen; without a certificate, legal grade: none.', sheet: 'Approval sheet', of: (number, date) => `to No. ${number} of ${date}`, drafted: 'Drafted by', version: 'Approved version', checksum: 'SHA-512 of the version', noVisas: 'No visas were asked for.' },
    ...{ visas: ['No.', 'Who', 'Asked', 'Given', 'Visa', 'Remarks'], decisions: { 'agreed': 'agreed', 'agreed-with-remarks': 'agreed with remarks', 'not-agreed': 'not agreed' }, voided: (version) => `version ${version}, counts no more`, pending: 'not given', approval: 'Approved by' },
    ...{ overruled: (name, time, reason) => `Overruled by ${name}, ${time}: ${reason}`, annexes: 'Annexes', pages: (count) => `pages: ${count}`, meaningAnnexes: 'The checksum of the version covers the names and checksums of its annexes.' },
    ...{ meaning: 'Each visa and the approval stand on exactly one version, named by its checksum.', more: (count) => `and ${count} more`, dispatch: 'Dispatch list', dispatched: ['No.', 'Number', 'Date', 'To', 'Address', 'By', 'Note'], total: 'Documents sent', received: 'Taken over (name, signature, date)' },
  },
  ro: {
    ...{ locale: 'ro', page: (page, pages) => `${page} / ${pages}`, inAnswer: (number, date) => `La nr. ${number} din ${date}`, approved: (name, time) => `Aprobat pe ecran de ${name}, ${time}`, insteadOf: (name) => `pentru ${name}` },
    ...{ noGrade: 'Semnătură pe ecran; fără certificat, grad juridic: niciunul.', sheet: 'Fișă de avizare', of: (number, date) => `la nr. ${number} din ${date}`, drafted: 'Întocmit de', version: 'Versiunea aprobată', checksum: 'SHA-512 al versiunii', noVisas: 'Nu au fost cerute avize.' },
    ...{ visas: ['Nr.', 'Cine', 'Cerut', 'Dat', 'Aviz', 'Observații'], decisions: { 'agreed': 'de acord', 'agreed-with-remarks': 'de acord cu observații', 'not-agreed': 'nu este de acord' }, voided: (version) => `versiunea ${version}, nu mai contează`, pending: 'nu s-a dat', approval: 'Aprobat de' },
    ...{ overruled: (name, time, reason) => `${name} a trecut peste aviz, ${time}: ${reason}`, annexes: 'Anexe', pages: (count) => `pagini: ${count}`, meaningAnnexes: 'Suma de control a versiunii cuprinde denumirile și sumele de control ale anexelor.' },
    ...{ meaning: 'Fiecare aviz și aprobarea privesc exact o versiune, numită prin suma ei de control.', more: (count) => `și încă ${count}`, dispatch: 'Lista de expediere', dispatched: ['Nr.', 'Numărul', 'Data', 'Destinatarul', 'Adresa', 'Prin', 'Notă'], total: 'Documente expediate', received: 'Preluat (numele, semnătura, data)' },
  },
  uk: {
    ...{ locale: 'uk', page: (page, pages) => `${page} / ${pages}`, inAnswer: (number, date) => `На № ${number} від ${date}`, approved: (name, time) => `Підписано на екрані: ${name}, ${time}`, insteadOf: (name) => `за ${name}` },
    ...{ noGrade: 'Підпис на екрані; без сертифіката, юридична сила: немає.', sheet: 'Аркуш погодження', of: (number, date) => `до № ${number} від ${date}`, drafted: 'Підготував', version: 'Підписана версія', checksum: 'SHA-512 версії', noVisas: 'Погодження не запитували.' },
    ...{ visas: ['№', 'Хто', 'Надіслано', 'Надано', 'Віза', 'Зауваження'], decisions: { 'agreed': 'погоджено', 'agreed-with-remarks': 'погоджено із зауваженнями', 'not-agreed': 'не погоджено' }, voided: (version) => `версія ${version}, не чинна`, pending: 'не надано', approval: 'Підписав' },
    ...{ overruled: (name, time, reason) => `Непогодження відхилив: ${name}, ${time}. Причина: ${reason}`, annexes: 'Додатки', pages: (count) => `сторінок: ${count}`, meaningAnnexes: 'Контрольна сума версії охоплює назви та контрольні суми додатків.' },
    ...{ meaning: 'Кожна віза і підпис стосуються рівно однієї версії, названої контрольною сумою.', more: (count) => `і ще ${count}`, dispatch: 'Реєстр відправлення', dispatched: ['№', 'Номер', 'Дата', 'Кому', 'Адреса', 'Спосіб', 'Примітка'], total: 'Надіслано документів', received: 'Прийнято (ім’я, підпис, дата)' },
  },
  ru: {
    ...{ locale: 'ru', page: (page, pages) => `${page} / ${pages}`, inAnswer: (number, date) => `На № ${number} от ${date}`, approved: (name, time) => `Подписано на экране: ${name}, ${time}`, insteadOf: (name) => `за ${name}` },
    ...{ noGrade: 'Подпись на экране; без сертификата, юридическая сила: нет.', sheet: 'Лист согласования', of: (number, date) => `к № ${number} от ${date}`, drafted: 'Подготовил', version: 'Подписанная версия', checksum: 'SHA-512 версии', noVisas: 'Согласования не запрашивались.' },
    ...{ visas: ['№', 'Кто', 'Запрошено', 'Дано', 'Виза', 'Замечания'], decisions: { 'agreed': 'согласовано', 'agreed-with-remarks': 'согласовано с замечаниями', 'not-agreed': 'не согласовано' }, voided: (version) => `версия ${version}, не действует`, pending: 'не дано', approval: 'Подписал' },
    ...{ overruled: (name, time, reason) => `Несогласие отклонил: ${name}, ${time}. Причина: ${reason}`, annexes: 'Приложения', pages: (count) => `страниц: ${count}`, meaningAnnexes: 'Контрольная сумма версии охватывает названия и контрольные суммы приложений.' },
    ...{ meaning: 'Каждая виза и подпись относятся ровно к одной версии, названной контрольной суммой.', more: (count) => `и ещё ${count}`, dispatch: 'Реестр отправки', dispatched: ['№', 'Номер', 'Дата', 'Кому', 'Адрес', 'Способ', 'Примечание'], total: 'Отправлено документов', received: 'Принято (имя, подпись, дата)' },
  },
  ka: {
    ...{ locale: 'ka', page: (page, pages) => `${page} / ${pages}`, inAnswer: (number, date) => `${date}-ის № ${number}-ის პასუხად`, approved: (name, time) => `დამტკიცებულია ეკრანზე: ${name}, ${time}`, insteadOf: (name) => `${name}-ის ნაცვლად` },
    ...{ noGrade: 'ხელმოწერა ეკრანზე; სერტიფიკატის გარეშე, იურიდიული ძალა: არ აქვს.', sheet: 'ვიზირების ფურცელი', of: (number, date) => `№ ${number}, ${date}`, drafted: 'მოამზადა', version: 'დამტკიცებული ვერსია', checksum: 'ვერსიის SHA-512', noVisas: 'ვიზა არ მოთხოვნილა.' },
    ...{ visas: ['№', 'ვინ', 'მოთხოვნილია', 'გაცემულია', 'ვიზა', 'შენიშვნები'], decisions: { 'agreed': 'თანახმაა', 'agreed-with-remarks': 'თანახმაა შენიშვნებით', 'not-agreed': 'არ არის თანახმა' }, voided: (version) => `ვერსია ${version}, აღარ მოქმედებს`, pending: 'არ გაცემულა', approval: 'დაამტკიცა' },
    ...{ overruled: (name, time, reason) => `უარყოფითი ვიზა არ გაიზიარა: ${name}, ${time}. მიზეზი: ${reason}`, annexes: 'დანართები', pages: (count) => `გვერდი: ${count}`, meaningAnnexes: 'ვერსიის საკონტროლო ჯამი მოიცავს დანართების სახელებსა და საკონტროლო ჯამებს.' },
    ...{ meaning: 'ყოველი ვიზა და დამტკიცება ზუსტად ერთ ვერსიას ეხება, რომელსაც საკონტროლო ჯამი ასახელებს.', more: (count) => `და კიდევ ${count}`, dispatch: 'გაგზავნის სია', dispatched: ['№', 'ნომერი', 'თარიღი', 'ვის', 'მისამართი', 'გზა', 'შენიშვნა'], total: 'გაგზავნილი დოკუმენტები', received: 'ჩაიბარა (სახელი, ხელმოწერა, თარიღი)' },
  },
}

/** A day as papers write it: 05.03.2026, in English 5 March 2026. */
export function paperDay(day: string, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-')
  if (language !== 'en') return `${date}.${month}.${year}`
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** Day and time to the minute, where the house is. */
export function paperTime(at: Date, language: Language, timeZone: string): string {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at).map(({ type, value }) => [type, value]))
  return `${paperDay(`${parts['year']}-${parts['month']}-${parts['day']}`, language)} ${parts['hour']}:${parts['minute']}`
}
