// What an import did: how many it registered, who was known before and differs, what was refused, and above all the
// fevers of the list that were not saved with their row.
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import type { ImportResult } from '../../../modules/people/import/contract.ts'
import { Temperature } from '../../ui/temperature.tsx'
import { useDuplicateWords } from '../duplicates/words.ts'
import { RefusedRows } from './rows.tsx'
import { useImportWords } from './words.ts'

const number = (n: number) => n.toLocaleString('en-US')

export function Saved({ result, onAgain }: { result: ImportResult; onAgain: () => void }) {
  const say = useImportWords()
  const duplicates = useDuplicateWords()
  return (
    <>
      <section className="card card-body stack" role="status">
        <h2>✓ {say('saved', { n: number(result.saved) })}</h2>
        {result.returning > 0 && <div>{say('returned', { n: number(result.returning) })}</div>}
        {result.alreadyRegistered > 0 && <div>{say('already', { n: number(result.alreadyRegistered) })}</div>}
        {result.possibleDuplicates > 0 && (
          <div>
            <Link to="/duplicates" search={{ importId: result.id }}>
              {duplicates('importFound', { n: number(result.possibleDuplicates) })}
            </Link>
          </div>
        )}
        <div className="row">
          <Link to="/persons" search={{ importId: result.id }} className="button-link">
            {say('toList')}
          </Link>
          <Button onClick={onAgain}>{say('saveMore')}</Button>
        </div>
      </section>
      {result.unsavedFevers.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={say('feverTitle', { n: number(result.unsavedFevers.length) })}
          description={
            <ul className="refused">
              {result.unsavedFevers.map((fever) => (
                <li key={fever.row}>
                  {say('row', { n: fever.row })} · {say(`why.${fever.why}`)} <Temperature celsius={fever.temperature} />{' '}
                  <Person id={fever.personId} />
                </li>
              ))}
            </ul>
          }
        />
      )}
      {result.conflictCount > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say('conflictTitle', { n: number(result.conflictCount) })}
          description={
            <ul className="refused">
              {result.conflicts.map((conflict) => (
                <li key={conflict.row}>
                  {say('row', { n: conflict.row })} · {conflict.fields.map((field) => say(`field.${field}`)).join('、')}{' '}
                  <Person id={conflict.personId} />
                </li>
              ))}
            </ul>
          }
        />
      )}
      {result.refusedCount > 0 && (
        <section className="card">
          <header>
            <h2>{say('refusedCount', { n: number(result.refusedCount) })}</h2>
          </header>
          <RefusedRows rows={result.refused} />
        </section>
      )}
    </>
  )
}

function Person({ id }: { id: string | null }) {
  const say = useImportWords()
  if (id === null) return <span className="quiet">{say('otherArea')}</span>
  return (
    <Link to="/persons/$id" params={{ id }}>
      {say('open')}
    </Link>
  )
}
