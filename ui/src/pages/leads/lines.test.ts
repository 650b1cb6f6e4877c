import { expect, it } from 'vitest'
import { parseLines } from './lines'

it('r073 reads pasted lines, phones and e-mails wherever they stand', () => {
  const lines = parseLines('ООО Ромашка\tАнна\t+7 (495) 123-45-67\tanna@romashka.example\tждёт цены\nДОО Пример;;070 123 456;звонить; завтра\n\n;Марко\n info@x.example \nзаметка 12;1;2')
  expect(lines).toEqual([
    { company: 'ООО Ромашка', person: 'Анна', phone: '+7 (495) 123-45-67', email: 'anna@romashka.example', temperature: '', message: 'ждёт цены' },
    { company: 'ДОО Пример', person: '', phone: '070 123 456', email: '', temperature: '', message: 'звонить; завтра' },
    { company: '', person: 'Марко', phone: '', email: '', temperature: '', message: '' },
    { company: '', person: '', phone: '', email: 'info@x.example', temperature: '', message: '' },
    { company: 'заметка 12', person: '1', phone: '', email: '', temperature: '', message: '2' },
  ])
})
