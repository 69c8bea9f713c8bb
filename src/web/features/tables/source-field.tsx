// What a column or a cell stands for: a figure of the records, something that units are asked, the day, or nothing of ours.
import { Checkbox, Input, Select } from 'antd'
import type { CellSource, FormView } from '../../../modules/duties/tables/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useTableWords } from './words.ts'

const keyOf = (source: CellSource | null): string => {
  if (source === null) return ''
  return source.kind === 'figure' ? `${source.figure}/${source.over}` : source.kind
}

interface Props {
  label: string
  /** The header, for a question that is asked anew. */
  title: string
  source: CellSource | null
  figures: FormView['figures']
  hasDay?: boolean
  autoFocus?: boolean
  onChange: (source: CellSource | null) => void
}

export function SourceField({ label, title, source, figures, hasDay = false, autoFocus = false, onChange }: Props) {
  const say = useTableWords()
  const inLanguage = useBilingual()
  const group = (of: 'period' | 'moment', over: 'day' | 'total', name: string) => ({
    label: name,
    options: figures
      .filter((figure) => figure.of === of)
      .map((figure) => ({
        value: `${figure.key}/${over}`,
        label: over === 'total' ? say('totalOf', { name: inLanguage(figure) }) : inLanguage(figure),
      })),
  })
  const choose = (value: string) => {
    if (value === '') return onChange(null)
    if (value === 'day') return onChange({ kind: 'day' })
    if (value === 'asked') return onChange({ kind: 'asked', title, type: 'number', required: true })
    const [figure, over] = value.split('/') as [FormView['figures'][number]['key'], 'day' | 'total']
    onChange({ kind: 'figure', figure: figure as never, over })
  }
  return (
    <>
      <Select
        aria-label={label}
        autoFocus={autoFocus}
        value={keyOf(source)}
        onChange={choose}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={320}
        options={[
          { value: '', label: say('left') },
          {
            label: say('others'),
            options: [
              { value: 'asked', label: say('askUnits') },
              ...(hasDay ? [{ value: 'day', label: say('fillDay') }] : []),
            ],
          },
          group('period', 'day', say('period')),
          group('period', 'total', say('total')),
          group('moment', 'day', say('moment')),
        ]}
      />
      {source?.kind === 'asked' && (
        <div className="asked-fields">
          <Input
            aria-label={`${label} · ${say('askTitle')}`}
            value={source.title}
            maxLength={100}
            onChange={(event) => onChange({ ...source, title: event.target.value })}
          />
          <Select
            aria-label={`${label} · ${say('askType')}`}
            value={source.type}
            style={{ width: 96 }}
            onChange={(type) => onChange({ ...source, type })}
            options={(['number', 'text'] as const).map((value) => ({ value, label: say(value) }))}
          />
          <Checkbox
            checked={source.required}
            onChange={(event) => onChange({ ...source, required: event.target.checked })}
          >
            {say('askRequired')}
          </Checkbox>
        </div>
      )}
    </>
  )
}
