import type { ReportName, ReportView } from '#contract/reports.ts'

/** English, Romanian, Ukrainian, Russian, Georgian. */
export type Texts = readonly [en: string, ro: string, uk: string, ru: string, ka: string]

export const reportTexts: Readonly<Record<ReportName, { title: Texts; explains: Texts }>> = {
  discipline: {
    title: ['Executive discipline', 'Disciplina executorie', 'Виконавська дисципліна', 'Исполнительская дисциплина', 'საშემსრულებლო დისციპლინა'],
    explains: [
      'Tasks on documents registered in the period, by unit and executor. On time: by the deadline as it stands after extensions. The share is of tasks that were executed or should have been.',
      'Sarcini pe documentele înregistrate în perioadă, pe subdiviziuni și executori. În termen: până la termenul valabil după prelungiri. Ponderea se referă la sarcinile executate sau care trebuiau executate.',
      'Завдання за документами, зареєстрованими у період, за підрозділами та виконавцями. Вчасно: до строку, чинного після продовжень. Частка — від завдань, що виконані або мали бути виконані.',
      'Поручения по документам, зарегистрированным за период, по подразделениям и исполнителям. В срок: до срока, действующего после продлений. Доля — от поручений, которые исполнены или должны были быть исполнены.',
      'დავალებები პერიოდში რეგისტრირებულ დოკუმენტებზე, ქვედანაყოფებისა და შემსრულებლების მიხედვით. დროულად: გაგრძელების შემდეგ მოქმედ ვადამდე. წილი ითვლება შესრულებული ან შესასრულებელი დავალებებიდან.',
    ],
  },
  volume: {
    title: ['Volume of documents', 'Volumul documentelor', 'Обсяг документообігу', 'Объём документооборота', 'დოკუმენტბრუნვის მოცულობა'],
    explains: [
      'Documents registered, by month and the unit that registered them, without annulled ones.',
      'Documente înregistrate, pe luni și subdiviziunea care le-a înregistrat, fără cele anulate.',
      'Зареєстровані документи за місяцями та підрозділами, що їх зареєстрували, без анульованих.',
      'Зарегистрированные документы по месяцам и подразделениям, которые их зарегистрировали, без аннулированных.',
      'რეგისტრირებული დოკუმენტები თვეებისა და მარეგისტრირებელი ქვედანაყოფების მიხედვით, გაუქმებულების გარეშე.',
    ],
  },
  observance: {
    title: ['Observance of electronic work', 'Respectarea lucrului electronic', 'Дотримання електронної роботи', 'Соблюдение электронной работы', 'ელექტრონული მუშაობის დაცვა'],
    explains: [
      'For the head of each unit: documents registered later than the rule allows after they came, documents without any record, tasks opened by their executor too late or not yet.',
      'Pentru conducătorul fiecărei subdiviziuni: documente înregistrate mai târziu decât permite regula, documente fără niciun fișier, sarcini deschise prea târziu sau încă nedeschise de executor.',
      'Для керівника кожного підрозділу: документи, зареєстровані пізніше, ніж дозволяє правило; документи без жодного файлу; завдання, відкриті виконавцем запізно або ще не відкриті.',
      'Для руководителя каждого подразделения: документы, зарегистрированные позже, чем допускает правило; документы без единого файла; поручения, открытые исполнителем слишком поздно или ещё не открытые.',
      'თითოეული ქვედანაყოფის ხელმძღვანელისთვის: წესით დაშვებულზე გვიან რეგისტრირებული დოკუმენტები, დოკუმენტები ფაილის გარეშე, შემსრულებლის მიერ გვიან გახსნილი ან გაუხსნელი დავალებები.',
    ],
  },
  stages: {
    title: ['Days per stage', 'Zile pe etape', 'Дні за етапами', 'Дни по этапам', 'დღეები ეტაპების მიხედვით'],
    explains: [
      'Median of days that documents spent in a stage, by the month in which the stage ended.',
      'Mediana zilelor petrecute de documente într-o etapă, după luna în care s-a încheiat etapa.',
      'Медіана днів, які документи провели на етапі, за місяцем завершення етапу.',
      'Медиана дней, которые документы провели на этапе, по месяцу завершения этапа.',
      'დოკუმენტების მიერ ეტაპზე გატარებული დღეების მედიანა, ეტაპის დასრულების თვის მიხედვით.',
    ],
  },
  electronic: {
    title: ['Electronic routes', 'Trasee electronice', 'Електронні маршрути', 'Электронные маршруты', 'ელექტრონული მარშრუტები'],
    explains: [
      'Documents that went the whole way on the screen: with a record, their paper handed to nobody, each reply with a record.',
      'Documente care au parcurs tot traseul pe ecran: cu fișier, hârtia nepredată nimănui, fiecare răspuns cu fișier.',
      'Документи, що пройшли весь шлях на екрані: з файлом, папір нікому не передавався, кожна відповідь з файлом.',
      'Документы, прошедшие весь путь на экране: с файлом, бумага никому не передавалась, каждый ответ с файлом.',
      'დოკუმენტები, რომლებმაც მთელი გზა ეკრანზე გაიარეს: ფაილით, ქაღალდის გადაცემის გარეშე, ყოველი პასუხი ფაილით.',
    ],
  },
  prints: {
    title: ['Printed and electronic pages', 'Pagini tipărite și electronice', 'Друковані та електронні сторінки', 'Печатные и электронные страницы', 'დაბეჭდილი და ელექტრონული გვერდები'],
    explains: [
      'Pages that the server gave out for printing, and pages of records laid to documents in the month.',
      'Pagini date de server la tipărit și pagini ale fișierelor atașate documentelor în luna respectivă.',
      'Сторінки, видані сервером на друк, і сторінки файлів, доданих до документів за місяць.',
      'Страницы, выданные сервером на печать, и страницы файлов, приложенных к документам за месяц.',
      'სერვერის მიერ დასაბეჭდად გაცემული გვერდები და თვის განმავლობაში დოკუმენტებზე დართული ფაილების გვერდები.',
    ],
  },
  holders: {
    title: ['Who holds what', 'Cine ce deține', 'У кого що перебуває', 'У кого что находится', 'ვის რა აქვს'],
    explains: [
      'Documents that are not closed, by who holds them now.',
      'Documente neînchise, după cine le deține acum.',
      'Незакриті документи за тим, у кого вони зараз.',
      'Незакрытые документы по тому, у кого они сейчас.',
      'დაუხურავი დოკუმენტები მათი ამჟამინდელი მფლობელის მიხედვით.',
    ],
  },
}

export const keyTexts: Readonly<Record<ReportView['keys'][number]['key'], Texts>> = {
  month: ['Month', 'Luna', 'Місяць', 'Месяц', 'თვე'],
  unit: ['Unit', 'Subdiviziune', 'Підрозділ', 'Подразделение', 'ქვედანაყოფი'],
  person: ['Person', 'Persoana', 'Особа', 'Лицо', 'პირი'],
  what: ['Stage', 'Etapa', 'Етап', 'Этап', 'ეტაპი'],
}

export const columnTexts: Readonly<Record<string, Texts>> = {
  'received': ['Received', 'Primite', 'Отримано', 'Получено', 'მიღებული'],
  'on-time': ['Executed on time', 'Executate în termen', 'Виконано вчасно', 'Исполнено в срок', 'დროულად შესრულებული'],
  'late': ['Executed late', 'Executate cu întârziere', 'Виконано із запізненням', 'Исполнено с опозданием', 'დაგვიანებით შესრულებული'],
  'overdue': ['Not executed, overdue', 'Neexecutate, termen depășit', 'Не виконано, прострочено', 'Не исполнено, просрочено', 'შეუსრულებელი, ვადაგადაცილებული'],
  'pending': ['Not yet due', 'Încă în termen', 'Строк не настав', 'Срок не наступил', 'ვადა არ დამდგარა'],
  'extended': ['Of these extended', 'Din ele prelungite', 'З них продовжено', 'Из них продлено', 'მათგან გაგრძელებული'],
  'cancelled': ['Cancelled', 'Anulate', 'Скасовано', 'Отменено', 'გაუქმებული'],
  'share-on-time': ['On time, %', 'În termen, %', 'Вчасно, %', 'В срок, %', 'დროულად, %'],
  'documents': ['Documents', 'Documente', 'Документи', 'Документы', 'დოკუმენტები'],
  'incoming': ['Incoming', 'Intrate', 'Вхідні', 'Входящие', 'შემოსული'],
  'outgoing': ['Outgoing', 'Ieșite', 'Вихідні', 'Исходящие', 'გასული'],
  'internal': ['Internal', 'Interne', 'Внутрішні', 'Внутренние', 'შიდა'],
  'appeals': ['Appeals', 'Petiții', 'Звернення', 'Обращения', 'განცხადებები'],
  'contracts': ['Contracts', 'Contracte', 'Договори', 'Договоры', 'ხელშეკრულებები'],
  'decisions': ['Decisions', 'Decizii', 'Рішення', 'Решения', 'გადაწყვეტილებები'],
  'orders': ['Orders', 'Dispoziții', 'Розпорядження', 'Распоряжения', 'განკარგულებები'],
  'registered-late': ['Registered late', 'Înregistrate târziu', 'Зареєстровано із запізненням', 'Зарегистрировано с опозданием', 'დაგვიანებით რეგისტრირებული'],
  'paper-only': ['On paper only', 'Numai pe hârtie', 'Лише на папері', 'Только на бумаге', 'მხოლოდ ქაღალდზე'],
  'tasks': ['Tasks', 'Sarcini', 'Завдання', 'Поручения', 'დავალებები'],
  'unseen': ['Opened late or never', 'Deschise târziu sau deloc', 'Відкрито запізно або ні', 'Открыто поздно или нет', 'გვიან ან არ გახსნილი'],
  'electronic': ['Electronic throughout', 'Electronice integral', 'Повністю електронні', 'Полностью электронные', 'სრულად ელექტრონული'],
  'share-electronic': ['Electronic, %', 'Electronice, %', 'Електронні, %', 'Электронные, %', 'ელექტრონული, %'],
  'before': ['Before', 'Înainte', 'До', 'До', 'მანამდე'],
  'after': ['After', 'După', 'Після', 'После', 'შემდეგ'],
  'change': ['Change', 'Diferența', 'Зміна', 'Изменение', 'ცვლილება'],
  'prints': ['Prints', 'Tipăriri', 'Роздруків', 'Распечаток', 'ამონაბეჭდები'],
  'pages-printed': ['Pages printed', 'Pagini tipărite', 'Сторінок надруковано', 'Страниц напечатано', 'დაბეჭდილი გვერდები'],
  'pages-electronic': ['Pages electronic', 'Pagini electronice', 'Сторінок електронних', 'Страниц электронных', 'ელექტრონული გვერდები'],
  'share-printed': ['Printed, %', 'Tipărite, %', 'Надруковано, %', 'Напечатано, %', 'დაბეჭდილი, %'],
  'longest-days': ['Longest, days', 'Cel mai mult, zile', 'Найдовше, днів', 'Дольше всего, дней', 'ყველაზე დიდხანს, დღე'],
}

export const stageTexts: Readonly<Record<string, Texts>> = {
  'whole': ['The whole way to the answer', 'Tot drumul până la răspuns', 'Увесь шлях до відповіді', 'Весь путь до ответа', 'მთელი გზა პასუხამდე'],
  'registered': ['Registered', 'Înregistrat', 'Зареєстровано', 'Зарегистрировано', 'რეგისტრირებული'],
  'under-examination': ['Under examination', 'În examinare', 'На розгляді', 'На рассмотрении', 'განხილვაში'],
  'papers-awaited': ['Papers awaited', 'Se așteaptă acte', 'Очікуються документи', 'Ожидаются документы', 'მოსალოდნელია საბუთები'],
  'extended': ['Extended', 'Prelungit', 'Продовжено', 'Продлено', 'გაგრძელებული'],
  'forwarded': ['Sent on', 'Readresat', 'Переслано', 'Переслано', 'გადაგზავნილი'],
  'replied': ['Replied', 'Răspuns expediat', 'Надано відповідь', 'Дан ответ', 'გაცემულია პასუხი'],
  'refused': ['Refused', 'Refuzat', 'Відмовлено', 'Отказано', 'უარყოფილი'],
  'ready': ['Ready', 'Gata', 'Готово', 'Готово', 'მზად არის'],
  'handed-out': ['Handed out', 'Eliberat', 'Видано', 'Выдано', 'გაცემული'],
  'closed': ['Closed', 'Închis', 'Закрито', 'Закрыто', 'დახურული'],
}

/** Sentences of the reconciliation with the registers, with its figures in braces. */
export const registerTexts: readonly Texts[] = [
  [
    'Numbers in the registers: {entries} = documents {registered} + further numbers of the same document {second} + numbers without a document {withoutCard}',
    'Numere în registre: {entries} = documente {registered} + alte numere ale aceluiași document {second} + numere fără document {withoutCard}',
    'Номерів у журналах: {entries} = документів {registered} + інших номерів того самого документа {second} + номерів без документа {withoutCard}',
    'Номеров в журналах: {entries} = документов {registered} + других номеров того же документа {second} + номеров без документа {withoutCard}',
    'ნომრები ჟურნალებში: {entries} = დოკუმენტები {registered} + იმავე დოკუმენტის სხვა ნომრები {second} + ნომრები დოკუმენტის გარეშე {withoutCard}',
  ],
  [
    'Documents registered: {registered} = with tasks {withTasks} + without tasks {withoutTasks} + annulled {annulled}',
    'Documente înregistrate: {registered} = cu sarcini {withTasks} + fără sarcini {withoutTasks} + anulate {annulled}',
    'Зареєстровано документів: {registered} = із завданнями {withTasks} + без завдань {withoutTasks} + анульовано {annulled}',
    'Зарегистрировано документов: {registered} = с поручениями {withTasks} + без поручений {withoutTasks} + аннулировано {annulled}',
    'რეგისტრირებული დოკუმენტები: {registered} = დავალებებით {withTasks} + დავალებების გარეშე {withoutTasks} + გაუქმებული {annulled}',
  ],
  [
    'Tasks: {tasks} = first of each document {withTasks} + further {furtherTasks} = received {received} + cancelled {cancelled}',
    'Sarcini: {tasks} = prima pe fiecare document {withTasks} + următoarele {furtherTasks} = primite {received} + anulate {cancelled}',
    'Завдань: {tasks} = перше за кожним документом {withTasks} + наступні {furtherTasks} = отримано {received} + скасовано {cancelled}',
    'Поручений: {tasks} = первое по каждому документу {withTasks} + следующие {furtherTasks} = получено {received} + отменено {cancelled}',
    'დავალებები: {tasks} = პირველი თითო დოკუმენტზე {withTasks} + შემდგომი {furtherTasks} = მიღებული {received} + გაუქმებული {cancelled}',
  ],
]

export const kindless = {
  head: ['Head', 'Conducător', 'Керівник', 'Руководитель', 'ხელმძღვანელი'],
  nobody: ['nobody named yet', 'încă nenumit', 'ще не призначено', 'ещё не назначен', 'ჯერ არ დანიშნულა'],
  total: ['Total', 'Total', 'Разом', 'Всего', 'სულ'],
  whole: ['whole unit', 'toată subdiviziunea', 'увесь підрозділ', 'всё подразделение', 'მთელი ქვედანაყოფი'],
  agrees: ['The figures agree with the registers.', 'Cifrele corespund registrelor.', 'Цифри збігаються з журналами.', 'Цифры сходятся с журналами.', 'მაჩვენებლები ემთხვევა ჟურნალებს.'],
  disagrees: ['The figures do not agree with the registers: ask the administrator to check them.', 'Cifrele nu corespund registrelor: cereți administratorului să le verifice.', 'Цифри не збігаються з журналами: попросіть адміністратора перевірити.', 'Цифры не сходятся с журналами: попросите администратора проверить.', 'მაჩვენებლები არ ემთხვევა ჟურნალებს: სთხოვეთ ადმინისტრატორს შემოწმება.'],
  asOf: ['As of {instant}', 'La {instant}', 'Станом на {instant}', 'По состоянию на {instant}', 'მდგომარეობა: {instant}'],
} as const satisfies Record<string, Texts>
