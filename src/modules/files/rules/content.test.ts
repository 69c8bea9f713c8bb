// What is taken is told by content alone, and a kept name carries no folder and no wrong ending.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PICTURE } from '../testing/pictures.ts'
import { FILE_KINDS, fileNameOf, MEDIA_TYPES, mediaTypeOf } from './content.ts'

const padded = (head: string) => Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(16)])

describe('the type of a file', () => {
  it.each([
    ['a picture of a phone', padded('\xff\xd8\xff\xe1'), 'image/jpeg'],
    ['a PNG', PICTURE, 'image/png'],
    ['a WebP', padded('RIFF\x10\x00\x00\x00WEBPVP8 '), 'image/webp'],
    ['a PDF', padded('%PDF-1.7\n'), 'application/pdf'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), null],
    ['a drawing with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'), null],
    ['a page before a PDF', Buffer.from('<html>%PDF-1.7\n and so on'), null],
    ['a GIF', padded('GIF89a'), null],
    ['another RIFF', padded('RIFF\x10\x00\x00\x00WAVEfmt '), null],
    ['the beginning alone', Buffer.from('%PDF-'), null],
  ])('%s', (_what, bytes, type) => expect(mediaTypeOf(bytes)).toBe(type))
})

describe('the name of a file', () => {
  it.each([
    ['C:\\照片\\何国涛 告知书.JPG', 'image/jpeg', '何国涛 告知书.jpg'],
    ['../../etc/passwd', 'image/png', 'passwd.png'],
    ['notice.html', 'application/pdf', 'notice.pdf'],
    ['', 'image/webp', 'photo.webp'],
    ['.png', 'image/png', 'photo.png'],
    ['a\r\nb\u202egpj.jpeg', 'image/jpeg', 'abgpj.jpeg'],
  ] as const)('%j', (said, type, kept) => expect(fileNameOf(said, 'photo', type)).toBe(kept))

  it('always ends as its content does, and is short', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(...FILE_KINDS),
        fc.constantFrom(...MEDIA_TYPES),
        (said, kind, type) => {
          const name = fileNameOf(said, kind, type)
          expect(name).toMatch(/^[^\\/\p{Cc}]+\.(jpe?g|png|webp|pdf)$/u)
          expect([...name].length).toBeLessThanOrEqual(105)
        },
      ),
    )
  })
})
