// Takes one text file, by choosing it or dropping it. Files of an office's old editor are often not UTF-8: that is said
// here instead of arriving as signs that nobody wrote.
import { Alert } from 'antd'
import { useState } from 'react'
import { useVersionWords } from './words.ts'

export interface TextFile {
  name: string
  text: string
}

interface Props {
  label: string
  hint?: string
  accept: string
  file: TextFile | null
  onFile: (file: TextFile) => void
}

export function TextFileField({ label, hint, accept, file, onFile }: Props) {
  const say = useVersionWords()
  const [isOver, setOver] = useState(false)
  const [isWrong, setWrong] = useState(false)
  const take = async (files: FileList | null) => {
    const [chosen] = files ?? []
    if (!chosen) return
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await chosen.arrayBuffer())
      setWrong(false)
      onFile({ name: chosen.name, text })
    } catch {
      setWrong(true)
    }
  }
  return (
    <div className="stack">
      <label
        className={`text-file${isOver ? ' is-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void take(event.dataTransfer.files)
        }}
      >
        <strong>{file ? say('chosen', { name: file.name }) : label}</strong>
        <span className="quiet">{file ? say('another') : hint}</span>
        <input
          type="file"
          accept={accept}
          aria-label={label}
          onChange={(event) => {
            void take(event.target.files)
            // The same file, put right, can be chosen again.
            event.target.value = ''
          }}
        />
      </label>
      {isWrong && <Alert type="error" showIcon title={say('notText')} />}
    </div>
  )
}
