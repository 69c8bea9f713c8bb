// A temperature typed straight into a row of a queue: digits, Enter, and the cursor stands in the next row. 60 a minute.
// Shown at once and sent behind; what the server refuses comes back into the row with its reason.
import { useRef, useState } from 'react'
import { useBilingual } from '../../i18n/index.ts'
import { problemOf } from '../../shell/api.ts'
import { Temperature } from '../../ui/temperature.tsx'
import { useQueueWords } from './words.ts'

/** `365` is read as 36.5 and shown so before it is sent; anything else stays as typed. */
export function withPoint(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[，,。]/g, '.')
    .replace(/[^\d.]/g, '')
  return /^[34]\d\d$/.test(plain) ? `${plain.slice(0, 2)}.${plain.slice(2)}` : plain
}

const temperatureOf = (text: string): number | null => {
  const number = Number(text)
  return /^\d{2}(\.\d)?$/.test(text) && number >= 34 && number <= 43 ? number : null
}

function focusNext(from: HTMLInputElement): void {
  const all = [...document.querySelectorAll<HTMLInputElement>('input[data-quick-reading]')]
  const next = all[all.indexOf(from) + 1]
  next?.focus()
  next?.scrollIntoView({ block: 'center' })
}

type Sent = { temperature: number; state: 'sending' | 'sent' }

interface Props {
  name: string
  record: (temperature: number) => Promise<unknown>
}

export function QuickReading({ name, record }: Props) {
  const say = useQueueWords()
  const inLanguage = useBilingual()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [sent, setSent] = useState<Sent | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)

  const send = () => {
    const temperature = temperatureOf(text)
    if (temperature === null) {
      setRefusal(say('quickRange'))
      return
    }
    setRefusal(null)
    setSent({ temperature, state: 'sending' })
    if (input.current) focusNext(input.current)
    record(temperature).then(
      () => {
        setSent({ temperature, state: 'sent' })
        setText('')
      },
      (error: unknown) => {
        const { details } = problemOf(error)
        setSent(null)
        setRefusal(inLanguage(details.errors[0] ?? details))
      },
    )
  }
  if (sent) {
    return (
      <span className="quick is-sent" role="status">
        <Temperature celsius={sent.temperature} />
        <button type="button" className="link" onClick={() => setSent(null)} disabled={sent.state === 'sending'}>
          {sent.state === 'sending' ? '…' : say('again')}
        </button>
      </span>
    )
  }
  return (
    <span className={`quick${refusal ? ' is-refused' : ''}`}>
      <input
        ref={input}
        data-quick-reading
        inputMode="decimal"
        aria-label={say('quickFor', { name })}
        aria-invalid={refusal !== null}
        placeholder="36.5"
        value={text}
        maxLength={5}
        onChange={(event) => {
          setText(withPoint(event.target.value))
          setRefusal(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            send()
          }
          if (event.key === 'ArrowDown' && input.current) focusNext(input.current)
          if (event.key === 'Escape') input.current?.blur()
        }}
      />
      <span aria-hidden>℃</span>
      {refusal && (
        <span className="quick-refusal" role="alert">
          {refusal}
        </span>
      )}
    </span>
  )
}
