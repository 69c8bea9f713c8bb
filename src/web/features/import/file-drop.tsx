// Takes one file, by choosing it or dropping it.
import { useState } from 'react'
import { useImportWords } from './words.ts'

/** `hint` says what the file is for; without it, a list of persons. */
export function FileDrop({
  onFile,
  hint,
  accept = '.xlsx,.csv,.txt',
}: {
  onFile: (file: File) => void
  hint?: string
  accept?: string
}) {
  const say = useImportWords()
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const [file] = files ?? []
    if (file) onFile(file)
  }
  return (
    <label
      className={`drop${isOver ? ' is-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <strong>{say('choose')}</strong>
      <span className="quiet">{hint ?? say('chooseHint')}</span>
      <input type="file" accept={accept} onChange={(event) => take(event.target.files)} />
    </label>
  )
}
