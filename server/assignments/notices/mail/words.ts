import type { NoticeKind } from '#contract/notices.ts'
import type { Language } from '#kernel/language.ts'

type Words = { subject: string; greeting: string; due: string; more: string; footer: string; kinds: Record<NoticeKind, string> }

/** What mails say, in five languages: kind of news, number, day. Nothing of the content of a document and no citizen's name. */
export const mailWords: Record<Language, Words> = {
  en: {
    subject: 'Tasks and deadlines', greeting: 'What is new for you:', due: 'due', more: 'and more:', footer: 'This mail names numbers and days only. Sign in to see the documents. Do not answer it.',
    kinds: {
      'task-given': 'A task for you', 'task-helping': 'You help with a task', 'task-changed': 'A task was changed', 'task-extended': 'A deadline was moved', 'task-executed': 'Reported as done; you control it', 'task-returned': 'A task came back to you', 'task-ended': 'A task is finished', 'task-cancelled': 'A task was cancelled',
      'contribution-given': 'A contribution came in', 'document-came': 'A document came', 'acknowledge': 'A document to acknowledge', 'visa-wanted': 'Your visa is wanted', 'visa-remark': 'A remark on your draft', 'visa-overruled': 'A visa that did not agree was overruled', 'draft-approved': 'Your draft was approved', 'draft-returned': 'A draft came back', 'sent': 'A document was sent',
      'due-soon': 'A deadline comes near', 'due-today': 'Due today', 'overdue': 'Overdue', 'overdue-unit': 'Overdue in your unit', 'overdue-control': 'Overdue, under your control', 'card-due-soon': 'A document is due soon and nobody has a task for it', 'card-overdue': 'A document is overdue and nobody has a task for it', 'papers-not-come': 'Papers asked for did not come', 'mail-bounced': 'A mail came back',
    },
  },
  ro: {
    subject: 'Sarcini și termene', greeting: 'Noutăți pentru dumneavoastră:', due: 'termen', more: 'și încă:', footer: 'Acest mesaj conține doar numere și date. Autentificați-vă pentru a vedea documentele. Nu răspundeți la el.',
    kinds: {
      'task-given': 'O sarcină pentru dumneavoastră', 'task-helping': 'Sunteți coexecutor', 'task-changed': 'O sarcină a fost modificată', 'task-extended': 'Un termen a fost mutat', 'task-executed': 'Raportată ca executată; o controlați', 'task-returned': 'O sarcină v-a fost returnată', 'task-ended': 'O sarcină este încheiată', 'task-cancelled': 'O sarcină a fost anulată',
      'contribution-given': 'A sosit o contribuție', 'document-came': 'A sosit un document', 'acknowledge': 'Un document de luat la cunoștință', 'visa-wanted': 'Se cere avizul dumneavoastră', 'visa-remark': 'O observație la proiectul dumneavoastră', 'visa-overruled': 'S-a trecut peste un aviz negativ', 'draft-approved': 'Proiectul a fost aprobat', 'draft-returned': 'Un proiect a fost returnat', 'sent': 'Un document a fost expediat',
      'due-soon': 'Se apropie un termen', 'due-today': 'Termenul este astăzi', 'overdue': 'Termen depășit', 'overdue-unit': 'Termen depășit în subdiviziunea dumneavoastră', 'overdue-control': 'Termen depășit, sub controlul dumneavoastră', 'card-due-soon': 'Un document are termen în curând și nimeni nu are sarcină pentru el', 'card-overdue': 'Un document are termenul depășit și nimeni nu are sarcină pentru el', 'papers-not-come': 'Actele cerute nu au sosit', 'mail-bounced': 'Un mesaj a fost returnat',
    },
  },
  uk: {
    subject: 'Завдання і строки', greeting: 'Нове для вас:', due: 'строк', more: 'і ще:', footer: 'У цьому листі лише номери й дати. Увійдіть, щоб побачити документи. Не відповідайте на нього.',
    kinds: {
      'task-given': 'Завдання для вас', 'task-helping': 'Ви співвиконавець', 'task-changed': 'Завдання змінено', 'task-extended': 'Строк перенесено', 'task-executed': 'Повідомлено про виконання; ви контролюєте', 'task-returned': 'Завдання повернуто вам', 'task-ended': 'Завдання завершено', 'task-cancelled': 'Завдання скасовано',
      'contribution-given': 'Надійшов внесок співвиконавця', 'document-came': 'Надійшов документ', 'acknowledge': 'Документ для ознайомлення', 'visa-wanted': 'Потрібне ваше погодження', 'visa-remark': 'Зауваження до вашого проєкту', 'visa-overruled': 'Непогодження відхилено підписантом', 'draft-approved': 'Ваш проєкт затверджено', 'draft-returned': 'Проєкт повернуто', 'sent': 'Документ надіслано',
      'due-soon': 'Наближається строк', 'due-today': 'Строк сьогодні', 'overdue': 'Прострочено', 'overdue-unit': 'Прострочено у вашому підрозділі', 'overdue-control': 'Прострочено, на вашому контролі', 'card-due-soon': 'Строк документа близько, а завдання за ним немає', 'card-overdue': 'Документ прострочено, а завдання за ним немає', 'papers-not-come': 'Запитані документи не надійшли', 'mail-bounced': 'Лист повернувся',
    },
  },
  ru: {
    subject: 'Поручения и сроки', greeting: 'Новое для вас:', due: 'срок', more: 'и ещё:', footer: 'В этом письме только номера и даты. Войдите, чтобы увидеть документы. Не отвечайте на него.',
    kinds: {
      'task-given': 'Поручение для вас', 'task-helping': 'Вы соисполнитель', 'task-changed': 'Поручение изменено', 'task-extended': 'Срок перенесён', 'task-executed': 'Сообщено об исполнении; вы контролируете', 'task-returned': 'Поручение возвращено вам', 'task-ended': 'Поручение завершено', 'task-cancelled': 'Поручение отменено',
      'contribution-given': 'Поступил вклад соисполнителя', 'document-came': 'Поступил документ', 'acknowledge': 'Документ для ознакомления', 'visa-wanted': 'Нужна ваша виза', 'visa-remark': 'Замечание к вашему проекту', 'visa-overruled': 'Несогласие отклонено подписывающим', 'draft-approved': 'Ваш проект утверждён', 'draft-returned': 'Проект возвращён', 'sent': 'Документ отправлен',
      'due-soon': 'Приближается срок', 'due-today': 'Срок сегодня', 'overdue': 'Просрочено', 'overdue-unit': 'Просрочено в вашем подразделении', 'overdue-control': 'Просрочено, на вашем контроле', 'card-due-soon': 'Срок документа близко, а поручения по нему нет', 'card-overdue': 'Документ просрочен, а поручения по нему нет', 'papers-not-come': 'Запрошенные документы не поступили', 'mail-bounced': 'Письмо вернулось',
    },
  },
  ka: {
    subject: 'დავალებები და ვადები', greeting: 'სიახლეები თქვენთვის:', due: 'ვადა', more: 'და კიდევ:', footer: 'ამ წერილში მხოლოდ ნომრები და თარიღებია. დოკუმენტების სანახავად შედით სისტემაში. ნუ უპასუხებთ.',
    kinds: {
      'task-given': 'დავალება თქვენთვის', 'task-helping': 'თქვენ თანაშემსრულებელი ხართ', 'task-changed': 'დავალება შეიცვალა', 'task-extended': 'ვადა გადატანილია', 'task-executed': 'შესრულების ანგარიში; თქვენ აკონტროლებთ', 'task-returned': 'დავალება დაგიბრუნდათ', 'task-ended': 'დავალება დასრულდა', 'task-cancelled': 'დავალება გაუქმდა',
      'contribution-given': 'თანაშემსრულებლის მასალა მოვიდა', 'document-came': 'დოკუმენტი შემოვიდა', 'acknowledge': 'გასაცნობი დოკუმენტი', 'visa-wanted': 'საჭიროა თქვენი ვიზა', 'visa-remark': 'შენიშვნა თქვენს პროექტზე', 'visa-overruled': 'უარყოფითი ვიზა დამმტკიცებელმა არ გაიზიარა', 'draft-approved': 'თქვენი პროექტი დამტკიცდა', 'draft-returned': 'პროექტი დაბრუნდა', 'sent': 'დოკუმენტი გაიგზავნა',
      'due-soon': 'ვადა ახლოვდება', 'due-today': 'ვადა დღეს არის', 'overdue': 'ვადაგადაცილებული', 'overdue-unit': 'ვადაგადაცილებული თქვენს ქვედანაყოფში', 'overdue-control': 'ვადაგადაცილებული, თქვენი კონტროლის ქვეშ', 'card-due-soon': 'დოკუმენტის ვადა ახლოა და დავალება არავის აქვს', 'card-overdue': 'დოკუმენტი ვადაგადაცილებულია და დავალება არავის აქვს', 'papers-not-come': 'მოთხოვნილი საბუთები არ მოვიდა', 'mail-bounced': 'წერილი დაბრუნდა',
    },
  },
}
