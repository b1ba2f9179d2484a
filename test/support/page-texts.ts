import type { Language } from '#kernel/language.ts'
import { seededRandom } from '#server/demo/add-noise.ts'

/** Sentences of our own, in the manner of municipal papers, for pages of print. */
export const pageTexts: Record<Language, readonly string[]> = {
  ro: [
    'Consiliul orășenesc a hotărât în ședința din 14 martie să aprobe bugetul pentru anul următor.',
    'Cererea dumneavoastră a fost înregistrată și va fi examinată în termen de treizeci de zile.',
    'Primăria informează cetățenii că strada Ștefan cel Mare va fi închisă pentru lucrări de reparație.',
    'Comisia de specialitate propune ca terenul să fie dat în folosință școlii din cartier.',
    'Potrivit legii, orice persoană are dreptul de a primi informații despre deciziile autorităților.',
    'În baza procesului-verbal nr. 37 s-a constatat că acoperișul clădirii necesită înlocuire.',
    'Contractul de locațiune se prelungește pentru o perioadă de cinci ani, dacă părțile nu cer altfel.',
    'Lista persoanelor care au nevoie de ajutor social a fost întocmită de asistenții comunitari.',
    'Între anii 1987 și 1994 arhiva s-a păstrat în subsolul casei de cultură, unde apa a pătruns de două ori.',
    'Rugăm să ne comunicați ce măsuri ați luat pentru curățarea fântânilor din satele comunei.',
    'După dezbateri, propunerea a fost votată cu nouă voturi pentru, două împotrivă și o abținere.',
    'Secretarul va aduce la cunoștință această dispoziție tuturor șefilor de secție.',
  ],
  uk: [
    'Міська рада на засіданні 14 березня вирішила затвердити бюджет на наступний рік.',
    'Ваше звернення зареєстровано, його буде розглянуто протягом тридцяти днів з дня надходження.',
    'Виконавчий комітет повідомляє мешканців, що вулицю Шевченка буде закрито через ремонтні роботи.',
    'Постійна комісія пропонує передати земельну ділянку в користування школі цього району.',
    'Згідно із законом кожна людина має право одержувати відомості про рішення органів влади.',
    'На підставі акта № 37 встановлено, що дах будівлі потребує заміни ще до початку зими.',
    'Договір оренди продовжується на п’ять років, якщо жодна зі сторін не заявить про інше.',
    'Список осіб, які потребують соціальної допомоги, склали працівники територіального центру.',
    'Між 1987 і 1994 роками архів зберігався у підвалі будинку культури, куди двічі потрапляла вода.',
    'Просимо повідомити, яких заходів ужито для очищення криниць у селах нашої громади.',
    'Після обговорення пропозицію підтримали дев’ятьма голосами, двоє були проти, один утримався.',
    'Секретареві довести це розпорядження до відома керівників усіх відділів та їхніх заступників.',
  ],
  ru: [
    'Городской совет на заседании 14 марта решил утвердить бюджет на следующий год.',
    'Ваше обращение зарегистрировано и будет рассмотрено в течение тридцати дней со дня поступления.',
    'Исполнительный комитет сообщает жителям, что улица Пушкина будет закрыта на время ремонта.',
    'Постоянная комиссия предлагает передать земельный участок в пользование школе этого района.',
    'По закону каждый человек имеет право получать сведения о решениях органов власти.',
    'На основании акта № 37 установлено, что крышу здания нужно заменить ещё до начала зимы.',
    'Договор аренды продлевается на пять лет, если ни одна из сторон не заявит об ином.',
    'Список лиц, которые нуждаются в социальной помощи, составили работники районного центра.',
    'Между 1987 и 1994 годами архив хранился в подвале дома культуры, куда дважды попадала вода.',
    'Просим сообщить, какие меры приняты для очистки колодцев в сёлах нашего округа.',
    'После обсуждения предложение поддержали девятью голосами, двое были против, один воздержался.',
    'Секретарю довести это распоряжение до сведения начальников всех отделов и их заместителей.',
  ],
  ka: [
    'ქალაქის საკრებულომ 14 მარტის სხდომაზე გადაწყვიტა მომავალი წლის ბიუჯეტის დამტკიცება.',
    'თქვენი განცხადება რეგისტრირებულია და განხილული იქნება ოცდაათი დღის ვადაში.',
    'მერია აცნობებს მოსახლეობას, რომ რუსთაველის ქუჩა სარემონტო სამუშაოების გამო დაიკეტება.',
    'მუდმივი კომისია გვთავაზობს, რომ მიწის ნაკვეთი სარგებლობაში გადაეცეს უბნის სკოლას.',
    'კანონის თანახმად ყველა ადამიანს აქვს უფლება მიიღოს ცნობები ხელისუფლების გადაწყვეტილებების შესახებ.',
    'აქტი № 37-ის საფუძველზე დადგინდა, რომ შენობის სახურავი ზამთრის დაწყებამდე უნდა შეიცვალოს.',
    'იჯარის ხელშეკრულება გრძელდება ხუთი წლით, თუ რომელიმე მხარე სხვა რამეს არ განაცხადებს.',
    'იმ პირთა სია, რომლებსაც სოციალური დახმარება სჭირდებათ, ცენტრის თანამშრომლებმა შეადგინეს.',
    'წლების განმავლობაში არქივი კულტურის სახლის სარდაფში ინახებოდა, სადაც წყალი ორჯერ შევიდა.',
    'გთხოვთ გვაცნობოთ, რა ზომები მიიღეთ სოფლებში ჭების გასაწმენდად და როდის დასრულდება სამუშაო.',
    'განხილვის შემდეგ წინადადებას მხარი დაუჭირა ცხრა წევრმა, ორი წინააღმდეგი იყო.',
    'მდივანმა ეს განკარგულება უნდა გააცნოს ყველა განყოფილების უფროსს და მათ მოადგილეებს.',
  ],
  en: [
    'At its meeting on 14 March the town council decided to approve the budget for the coming year.',
    'Your application has been registered and will be considered within thirty days of its receipt.',
    'The mayor informs the residents that Station Road will be closed while the pavement is repaired.',
    'The standing committee proposes that the plot of land be given to the school for its use.',
    'Under the law every person has the right to receive information about decisions of the authorities.',
    'From the report no. 37 it appears that the roof of the building must be replaced before winter.',
    'The lease is extended for a period of five years unless one of the parties asks for something else.',
    'The list of people who need social assistance was drawn up by the staff of the district centre.',
    'Between 1987 and 1994 the archive was kept in the cellar, where water came in on two occasions.',
    'Please let us know what measures have been taken to clean the wells in the villages.',
    'After the debate the proposal was carried by nine votes, with two against and one abstention.',
    'The secretary shall bring this order to the notice of all heads of department and their deputies.',
  ],
}

/** Lines of running text in one language; the same seed gives the same lines. */
export function textLines(language: Language, count: number, seed = 1, charsPerLine = 68): string[] {
  const random = seededRandom(seed)
  const sentences = pageTexts[language]
  const lines: string[] = []
  let line = ''
  while (lines.length < count) {
    const sentence = sentences[Math.floor(random() * sentences.length)] ?? ''
    for (const word of sentence.split(' ')) {
      if (line.length + word.length + 1 > charsPerLine) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
  }
  return lines.slice(0, count)
}
