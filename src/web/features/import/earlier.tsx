// The last imports of the own area, each opening the people that it registered.
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { ImportList } from '../../../modules/people/import/contract.ts'
import { useApi } from '../../shell/queries.ts'
import { WhenText } from '../../ui/when.tsx'
import { useImportWords } from './words.ts'

export function Earlier() {
  const say = useImportWords()
  const { data } = useApi<z.infer<typeof ImportList>>('/api/v1/imports')
  if (!data) return null
  return (
    <section className="card">
      <header>
        <h2>{say('earlier')}</h2>
      </header>
      {data.items.length === 0 ? (
        <div className="card-body quiet">{say('earlierNone')}</div>
      ) : (
        <div className="list-scroll">
          <table className="list-table">
            <thead>
              <tr>
                <th>{say('fileName')}</th>
                <th>{say('when')}</th>
                <th>{say('who')}</th>
                <th className="right">{say('rows')}</th>
                <th className="right">{say('savedCount')}</th>
                <th className="right">{say('alreadyRegistered')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((one) => (
                <tr key={one.id}>
                  <td className="lead">
                    <Link to="/persons" search={{ importId: one.id }}>
                      {one.fileName}
                    </Link>
                  </td>
                  <td data-label={say('when')}>
                    <WhenText at={one.importedAt} />
                  </td>
                  <td data-label={say('who')}>{one.importedBy}</td>
                  <td className="right num" data-label={say('rows')}>
                    {one.summary.rows.toLocaleString('en-US')}
                  </td>
                  <td className="right num" data-label={say('savedCount')}>
                    {one.saved.toLocaleString('en-US')}
                  </td>
                  <td className="right num" data-label={say('alreadyRegistered')}>
                    {one.alreadyRegistered.toLocaleString('en-US')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
