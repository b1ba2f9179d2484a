import type { Language } from '#kernel/language.ts'

/** What stands on a printed book and on a list of numbers of a block. */
export type BookTexts = {
  locale: string
  book: (title: string) => string
  period: (period: string) => string
  year: (year: number) => string
  opened: string
  closed: (on: string, by: string) => string
  page: (page: number, pages: number) => string
  columns: readonly [string, string, string, string, string, string, string]
  paper: (first: number, last: number) => string
  block: (first: number, last: number, place: string) => string
  annulled: (on: string, by: string, reason: string) => string
  unused: string
  repeated: string
  fromBlock: string
  imported: string
  empty: string
  totals: (of: { entries: number; annulled: number; repeats: number; imported: number; paper: number; inOpenBlocks: number }) => readonly string[]
  span: (first: string, last: string) => string
  pages: string
  signatures: readonly [keeper: string, head: string]
  signed: string
  blockTitle: (first: number, last: number, place: string) => string
  blockNote: string
  blockColumns: readonly [string, string, string, string, string]
  handed: (by: string, on: string) => string
}

const count = (one: string, value: number): string => `${one}: ${value}`

/** The words of the books in the five languages. */
export const bookTexts: Record<Language, BookTexts> = {
  en: {
    locale: 'en-GB',
    book: (title) => `Register book: ${title}`,
    period: (period) => `Period ${period}`,
    year: (year) => `Year ${year}`,
    opened: 'The book is open.',
    closed: (on, by) => `Closed on ${on} by ${by}; nothing is entered after that.`,
    page: (page, pages) => `Page ${page} of ${pages}`,
    columns: ['Number', 'Date', 'From or to whom', 'Their number, date', 'Subject', 'Sheets', 'Remark'],
    paper: (first, last) => `${first}–${last}: in the paper book`,
    block: (first, last, place) => `${first}–${last}: handed to ${place}, not yet reconciled`,
    annulled: (on, by, reason) => `Annulled on ${on} (${by}): ${reason}`,
    unused: 'Annulled: not used',
    repeated: 'Repeated',
    fromBlock: 'Written on paper without the line',
    imported: 'From the old register',
    empty: 'The book has no entries.',
    totals: (of) => [count('Entries', of.entries), count('of them annulled', of.annulled), count('repeat numbers', of.repeats), count('from the old register', of.imported), count('in the paper book', of.paper), count('in blocks not yet reconciled', of.inOpenBlocks)],
    span: (first, last) => `First number ${first}, last number ${last}.`,
    pages: 'The pages are numbered; their count stands at the foot of each.',
    signatures: ['Kept by', 'Head of the body'],
    signed: 'Signature, name, date',
    blockTitle: (first, last, place) => `Numbers ${first}–${last} handed to ${place}`,
    blockNote: 'For registering on paper while there is no line. Write each document under the next number with its day. Give the list back with the papers: numbers without a document are annulled.',
    blockColumns: ['Number', 'Date', 'From whom', 'Subject', 'Signature'],
    handed: (by, on) => `Handed out by ${by} on ${on}`,
  },
  uk: {
    locale: 'uk',
    book: (title) => `Книга реєстрації: ${title}`,
    period: (period) => `Період ${period}`,
    year: (year) => `${year} рік`,
    opened: 'Книгу не закрито.',
    closed: (on, by) => `Закрито ${on} (${by}); після цього записів не роблять.`,
    page: (page, pages) => `Сторінка ${page} з ${pages}`,
    columns: ['Номер', 'Дата', 'Від кого або кому', 'Їхній номер, дата', 'Зміст', 'Аркушів', 'Примітка'],
    paper: (first, last) => `${first}–${last}: у паперовій книзі`,
    block: (first, last, place) => `${first}–${last}: видано (${place}), ще не звірено`,
    annulled: (on, by, reason) => `Анульовано ${on} (${by}): ${reason}`,
    unused: 'Анульовано: не використано',
    repeated: 'Повторно',
    fromBlock: 'Записано на папері без зв’язку',
    imported: 'Зі старого журналу',
    empty: 'Записів у книзі немає.',
    totals: (of) => [count('Записів', of.entries), count('з них анульовано', of.annulled), count('повторних номерів', of.repeats), count('зі старого журналу', of.imported), count('у паперовій книзі', of.paper), count('у незвірених блоках', of.inOpenBlocks)],
    span: (first, last) => `Перший номер ${first}, останній номер ${last}.`,
    pages: 'Сторінки пронумеровано; їх кількість зазначено внизу кожної.',
    signatures: ['Книгу вів', 'Керівник установи'],
    signed: 'Підпис, ім’я, дата',
    blockTitle: (first, last, place) => `Номери ${first}–${last}, видані: ${place}`,
    blockNote: 'Для реєстрації на папері, доки немає зв’язку. Записуйте кожен документ під наступним номером із днем. Поверніть список разом із паперами: номери без документа анулюють.',
    blockColumns: ['Номер', 'Дата', 'Від кого', 'Зміст', 'Підпис'],
    handed: (by, on) => `Видав ${by}, ${on}`,
  },
  ro: {
    locale: 'ro',
    book: (title) => `Registru: ${title}`,
    period: (period) => `Perioada ${period}`,
    year: (year) => `Anul ${year}`,
    opened: 'Registrul este deschis.',
    closed: (on, by) => `Închis la ${on} de ${by}; după aceasta nu se mai înscrie nimic.`,
    page: (page, pages) => `Pagina ${page} din ${pages}`,
    columns: ['Număr', 'Data', 'De la cine sau cui', 'Numărul lor, data', 'Conținut', 'File', 'Mențiuni'],
    paper: (first, last) => `${first}–${last}: în registrul pe hârtie`,
    block: (first, last, place) => `${first}–${last}: predate (${place}), încă neverificate`,
    annulled: (on, by, reason) => `Anulat la ${on} (${by}): ${reason}`,
    unused: 'Anulat: neutilizat',
    repeated: 'Repetat',
    fromBlock: 'Înscris pe hârtie, fără legătură',
    imported: 'Din registrul vechi',
    empty: 'Registrul nu are înscrieri.',
    totals: (of) => [count('Înscrieri', of.entries), count('din care anulate', of.annulled), count('numere repetate', of.repeats), count('din registrul vechi', of.imported), count('în registrul pe hârtie', of.paper), count('în blocuri neverificate', of.inOpenBlocks)],
    span: (first, last) => `Primul număr ${first}, ultimul număr ${last}.`,
    pages: 'Paginile sunt numerotate; numărul lor stă în josul fiecăreia.',
    signatures: ['Ținut de', 'Conducătorul instituției'],
    signed: 'Semnătura, numele, data',
    blockTitle: (first, last, place) => `Numerele ${first}–${last} predate: ${place}`,
    blockNote: 'Pentru înregistrare pe hârtie cât timp nu este legătură. Scrieți fiecare document sub următorul număr, cu ziua lui. Înapoiați lista cu documentele: numerele fără document se anulează.',
    blockColumns: ['Număr', 'Data', 'De la cine', 'Conținut', 'Semnătura'],
    handed: (by, on) => `Predat de ${by} la ${on}`,
  },
  ru: {
    locale: 'ru',
    book: (title) => `Книга регистрации: ${title}`,
    period: (period) => `Период ${period}`,
    year: (year) => `${year} год`,
    opened: 'Книга не закрыта.',
    closed: (on, by) => `Закрыта ${on} (${by}); после этого записей не делают.`,
    page: (page, pages) => `Страница ${page} из ${pages}`,
    columns: ['Номер', 'Дата', 'От кого или кому', 'Их номер, дата', 'Содержание', 'Листов', 'Примечание'],
    paper: (first, last) => `${first}–${last}: в бумажной книге`,
    block: (first, last, place) => `${first}–${last}: выдано (${place}), ещё не сверено`,
    annulled: (on, by, reason) => `Аннулировано ${on} (${by}): ${reason}`,
    unused: 'Аннулировано: не использовано',
    repeated: 'Повторно',
    fromBlock: 'Записано на бумаге без связи',
    imported: 'Из старого журнала',
    empty: 'Записей в книге нет.',
    totals: (of) => [count('Записей', of.entries), count('из них аннулировано', of.annulled), count('повторных номеров', of.repeats), count('из старого журнала', of.imported), count('в бумажной книге', of.paper), count('в несверенных блоках', of.inOpenBlocks)],
    span: (first, last) => `Первый номер ${first}, последний номер ${last}.`,
    pages: 'Страницы пронумерованы; их число указано внизу каждой.',
    signatures: ['Книгу вёл', 'Руководитель учреждения'],
    signed: 'Подпись, имя, дата',
    blockTitle: (first, last, place) => `Номера ${first}–${last}, выданные: ${place}`,
    blockNote: 'Для регистрации на бумаге, пока нет связи. Записывайте каждый документ под следующим номером с его днём. Верните список вместе с бумагами: номера без документа аннулируются.',
    blockColumns: ['Номер', 'Дата', 'От кого', 'Содержание', 'Подпись'],
    handed: (by, on) => `Выдал ${by}, ${on}`,
  },
  ka: {
    locale: 'ka',
    book: (title) => `რეგისტრაციის წიგნი: ${title}`,
    period: (period) => `პერიოდი ${period}`,
    year: (year) => `${year} წელი`,
    opened: 'წიგნი დახურული არ არის.',
    closed: (on, by) => `დახურულია ${on} (${by}); ამის შემდეგ ჩანაწერი აღარ კეთდება.`,
    page: (page, pages) => `გვერდი ${page} / ${pages}`,
    columns: ['ნომერი', 'თარიღი', 'ვისგან ან ვის', 'მათი ნომერი, თარიღი', 'შინაარსი', 'ფურცლები', 'შენიშვნა'],
    paper: (first, last) => `${first}–${last}: ქაღალდის წიგნში`,
    block: (first, last, place) => `${first}–${last}: გაცემულია (${place}), ჯერ არ არის შეჯერებული`,
    annulled: (on, by, reason) => `გაუქმებულია ${on} (${by}): ${reason}`,
    unused: 'გაუქმებულია: გამოუყენებელი',
    repeated: 'განმეორებით',
    fromBlock: 'ქაღალდზე ჩაწერილი, კავშირის გარეშე',
    imported: 'ძველი ჟურნალიდან',
    empty: 'წიგნში ჩანაწერები არ არის.',
    totals: (of) => [count('ჩანაწერები', of.entries), count('მათგან გაუქმებული', of.annulled), count('განმეორებითი ნომრები', of.repeats), count('ძველი ჟურნალიდან', of.imported), count('ქაღალდის წიგნში', of.paper), count('შეუჯერებელ ბლოკებში', of.inOpenBlocks)],
    span: (first, last) => `პირველი ნომერი ${first}, ბოლო ნომერი ${last}.`,
    pages: 'გვერდები დანომრილია; მათი რაოდენობა თითოეულის ბოლოშია.',
    signatures: ['წიგნს აწარმოებდა', 'დაწესებულების ხელმძღვანელი'],
    signed: 'ხელმოწერა, სახელი, თარიღი',
    blockTitle: (first, last, place) => `ნომრები ${first}–${last}, გაცემული: ${place}`,
    blockNote: 'ქაღალდზე რეგისტრაციისთვის, სანამ კავშირი არ არის. თითოეული დოკუმენტი ჩაწერეთ მომდევნო ნომრით და დღით. დააბრუნეთ სია დოკუმენტებთან ერთად: ნომრები დოკუმენტის გარეშე უქმდება.',
    blockColumns: ['ნომერი', 'თარიღი', 'ვისგან', 'შინაარსი', 'ხელმოწერა'],
    handed: (by, on) => `გასცა ${by}, ${on}`,
  },
}
