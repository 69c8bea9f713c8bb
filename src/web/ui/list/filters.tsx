// The filters of a list. Each writes one query parameter into the address; typing waits a moment, choosing does not.
import { Checkbox, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Search } from '../../shell/search.ts'
import { AreaPicker } from '../area-picker.tsx'
import { DayField } from '../day-field.tsx'
import type { Filter } from './types.ts'
import { useListWords } from './words.ts'

const TYPING_MS = 250

interface Props {
  filters: Filter[]
  search: Search
  onSearch: (search: Search) => void
}

export function Filters({ filters, search, onSearch }: Props) {
  const say = useListWords()
  const set = (key: string, value: string | undefined) => onSearch({ ...search, [key]: value || undefined })
  const isFiltered = filters.some((filter) => search[filter.key])
  const clear = () => onSearch({ ...search, ...Object.fromEntries(filters.map((filter) => [filter.key, undefined])) })
  return (
    <search className="filters">
      {filters.map((filter) => (
        <FilterField
          key={filter.key}
          filter={filter}
          value={search[filter.key]}
          set={(value) => set(filter.key, value)}
        />
      ))}
      {isFiltered && (
        <button type="button" className="link" onClick={clear}>
          {say('clear')}
        </button>
      )}
    </search>
  )
}

function FilterField({
  filter,
  value,
  set,
}: {
  filter: Filter
  value?: string | undefined
  set: (value: string | undefined) => void
}) {
  switch (filter.kind) {
    case 'hidden':
      return null
    case 'search':
      return <SearchBox label={filter.label} value={value ?? ''} set={set} />
    case 'select':
      return (
        <Select
          aria-label={filter.label}
          placeholder={filter.label}
          allowClear
          value={value}
          options={filter.options}
          showSearch={filter.options.length > 8 && { optionFilterProp: 'label' }}
          onChange={set}
          popupMatchSelectWidth={false}
          style={{ minWidth: 120 }}
        />
      )
    case 'area':
      return <AreaPicker value={value} onChange={set} placeholder={filter.label} style={{ minWidth: 168 }} />
    case 'day':
      return <DayField value={value} onChange={set} placeholder={filter.label} />
    case 'flag':
      return (
        <Checkbox checked={value === 'true'} onChange={(event) => set(event.target.checked ? 'true' : undefined)}>
          {filter.label}
        </Checkbox>
      )
  }
}

function SearchBox({ label, value, set }: { label: string; value: string; set: (value: string) => void }) {
  const [text, setText] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // The address changed elsewhere (a link, the back button): the box follows it.
    if (value !== sent.current) {
      sent.current = value
      setText(value)
    }
  }, [value])
  const send = (next: string) => {
    clearTimeout(timer.current)
    sent.current = next.trim()
    set(next.trim())
  }
  const onChange = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(next), TYPING_MS)
  }
  return (
    <label className="search-box">
      <span aria-hidden>⌕</span>
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(text)
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <kbd aria-hidden>/</kbd>
    </label>
  )
}
