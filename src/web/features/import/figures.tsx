// The figures of a previewed list: what would be saved, what not, and by township.
import type { PreviewAnswer } from '../../../modules/people/import/contract.ts'
import { useAreas } from '../../ui/areas.ts'
import { useImportWords } from './words.ts'

export function Figures({ preview }: { preview: PreviewAnswer }) {
  const say = useImportWords()
  const { nameOf } = useAreas()
  const { summary, counts } = preview
  const figures: [label: string, value: number, tone?: 'bad' | 'warn'][] = [
    [say('rows'), summary.rows],
    [say('good'), counts.good],
    [say('toSave'), preview.toSave],
    [say('returning'), preview.returning],
    [say('alreadyRegistered'), preview.alreadyRegistered],
    [say('refused'), preview.refusedCount, 'warn'],
    [say('bad'), counts.bad, 'bad'],
    [say('duplicates'), counts.duplicates],
    [say('conflicts'), counts.conflicts, 'warn'],
    [say('notes'), counts.notes, 'warn'],
    [say('fever'), summary.fever, 'bad'],
    [say('keyArea'), summary.key_area],
    [say('expected'), summary.expected_arrivals],
    [say('home'), summary.home_isolation],
  ]
  const townships = Object.entries(summary.by_township).sort(([, a], [, b]) => b - a)
  return (
    <section className="card">
      <dl className="import-figures">
        {figures.map(([label, value, tone]) => (
          <div key={label} className={value > 0 && tone ? `is-${tone}` : undefined}>
            <dt>{label}</dt>
            <dd>{value.toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
      {townships.length > 0 && (
        <div className="card-body quiet import-townships">
          {say('byTownship')}：
          {townships.map(([code, count]) => (
            <span key={code} className="num">
              {nameOf(code)} {count.toLocaleString('en-US')}
            </span>
          ))}
        </div>
      )}
      {summary.fever > 0 && <div className="card-body import-fever">{say('feverHint')}</div>}
    </section>
  )
}
