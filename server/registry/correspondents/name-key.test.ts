import { expect, test } from 'vitest'
import { codeFault, plainCode } from './code.ts'
import { nameKey } from './name-key.ts'

test.each([
  ['Іваненко Олег', 'Ivanenko Oleh', 'Иваненко Олег'],
  ['Ion Popescu', 'Ион Попеску', 'POPESCU ION'],
  ['გიორგი ჯაფარიძე', 'Giorgi Japaridze', 'Георгий Джапаридзе'],
  ['Țuțu Ștefan', 'Tutu Stefan', 'Цуцу Штефан'],
  ['Ceban Ion', 'Чебан Ион', 'Cheban Ion'],
  ['Юрій Хмельницький', 'Yurii Khmelnytskyi', 'Юрий Хмельницкий'],
  ['Євген Щербак', 'Yevhen Shcherbak', 'Evhen Șcerbak'],
  ['ТОВ «Каштан»', 'Kashtan', 'ООО "Каштан"'],
  ['შოთა ხვედელიძე', 'Shota Khvedelidze', 'Шота Хведелидзе'],
  ['Марія Григоренко', 'Maria Grigorenko', 'Mariia Hryhorenko'],
])('%s, %s and %s are one', (...written) => {
  expect(new Set(written.map(nameKey)).size, written.map(nameKey).join(' | ')).toBe(1)
})

test('other people stay others', () => {
  const names = ['Ion Popescu', 'Ion Popa', 'Ioana Popescu', 'Oleg Ivanov', 'Oleg Ivanenko', 'Giorgi Beridze', 'Petro Poroshenko']
  expect(new Set(names.map(nameKey)).size).toBe(names.length)
})

test('check digits: a slip is noticed, codes without a known check are taken as they are', () => {
  for (const good of ['1008600038413', '32855961', '1759013776', '7707083893', '500100732259', '204481234', 'AB-12']) expect(codeFault(plainCode(good)), good).toBe(false)
  for (const slip of ['1008600038412', '32855968', '1759013775', '500100732253']) expect(codeFault(slip), slip).toBe(true)
})
