// XML as a stream of start tags, end tags and text, one batch a chunk of input, so that a consumer that is slow holds
// the producer back. Namespace prefixes are dropped: some programs write `x:row` for `row`.
import { SaxesParser } from 'saxes'

/** What a reader of a part is given: it feeds a handler and yields after every chunk of input. */
export interface Xml {
  /** Runs `on` over all pieces; yields once a chunk. */
  feed(on: XmlHandler): AsyncGenerator<void, void, undefined>
}

export interface XmlHandler {
  start(name: string, attributes: Record<string, string>): void
  end(name: string): void
  text(text: string): void
}

const local = (name: string): string => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Throws the parser's error on text that is no XML. */
export function xmlChunks(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Xml {
  return {
    async *feed(on) {
      const parser = new SaxesParser()
      parser.on('opentag', (tag) => on.start(local(tag.name), tag.attributes as Record<string, string>))
      parser.on('closetag', (tag) => on.end(local(tag.name)))
      parser.on('text', (text) => on.text(text))
      parser.on('cdata', (text) => on.text(text))
      parser.on('error', (error) => {
        throw error
      })
      const decoder = new TextDecoder()
      let isEmpty = true
      for await (const chunk of bytes) {
        isEmpty = false
        parser.write(decoder.decode(chunk, { stream: true }))
        yield
      }
      if (!isEmpty) parser.close()
    },
  }
}

/** Runs a handler over a whole (small) part. */
export async function readAll(xml: Xml, on: XmlHandler): Promise<void> {
  for await (const _ of xml.feed(on)) {
    // the handler does the work
  }
}
