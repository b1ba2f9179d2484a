import type { Language } from '#kernel/language.ts'

type Texts = {
  title: (number: number) => string
  to: string
  made: string
  columns: readonly [line: string, number: string, date: string, subject: string, sheets: string, signature: string]
  total: (documents: number, sheets: number) => string
  handedOver: string
  received: string
  signature: string
  page: (page: number, pages: number) => string
}

/** What a transmittal list says, by language. */
export const transmittalTexts: Readonly<Record<Language, Texts>> = {
  en: {
    ...{ title: (number) => `Transmittal list No. ${number}`, to: 'To', made: 'Made on', total: (documents, sheets) => `Documents: ${documents}. Sheets: ${sheets}.` },
    ...{ columns: ['No.', 'Registration number', 'Date', 'Subject', 'Sheets + annexes', 'Received'], handedOver: 'Handed over by', received: 'Received by', signature: 'position, name, signature, date', page: (page, pages) => `Page ${page} of ${pages}` },
  },
  ro: {
    ...{ title: (number) => `Borderou de predare nr. ${number}`, to: 'Către', made: 'Întocmit la', total: (documents, sheets) => `Documente: ${documents}. File: ${sheets}.` },
    ...{ columns: ['Nr.', 'Numărul de înregistrare', 'Data', 'Conținutul pe scurt', 'File + anexe', 'Primit'], handedOver: 'A predat', received: 'A primit', signature: 'funcția, numele, semnătura, data', page: (page, pages) => `Pagina ${page} din ${pages}` },
  },
  uk: {
    ...{ title: (number) => `Реєстр передачі документів № ${number}`, to: 'Кому', made: 'Складено', total: (documents, sheets) => `Документів: ${documents}. Аркушів: ${sheets}.` },
    ...{ columns: ['№', 'Реєстраційний номер', 'Дата', 'Короткий зміст', 'Аркушів + додатки', 'Отримано'], handedOver: 'Передав', received: 'Отримав', signature: 'посада, ім’я, підпис, дата', page: (page, pages) => `Сторінка ${page} з ${pages}` },
  },
  ru: {
    ...{ title: (number) => `Реестр передачи документов № ${number}`, to: 'Кому', made: 'Составлен', total: (documents, sheets) => `Документов: ${documents}. Листов: ${sheets}.` },
    ...{ columns: ['№', 'Регистрационный номер', 'Дата', 'Краткое содержание', 'Листов + приложения', 'Получено'], handedOver: 'Передал', received: 'Получил', signature: 'должность, имя, подпись, дата', page: (page, pages) => `Страница ${page} из ${pages}` },
  },
  ka: {
    ...{ title: (number) => `დოკუმენტების გადაცემის სია № ${number}`, to: 'ვის', made: 'შედგენილია', total: (documents, sheets) => `დოკუმენტი: ${documents}. ფურცელი: ${sheets}.` },
    ...{ columns: ['№', 'სარეგისტრაციო ნომერი', 'თარიღი', 'მოკლე შინაარსი', 'ფურცლები + დანართები', 'მიღებულია'], handedOver: 'გადასცა', received: 'მიიღო', signature: 'თანამდებობა, სახელი, ხელმოწერა, თარიღი', page: (page, pages) => `გვერდი ${page} / ${pages}` },
  },
}
