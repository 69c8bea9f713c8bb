// The meetings held, the latest first, and the way to today's (M53).
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { Meetings } from '../../../modules/duties/meetings/contract.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { DayText, WhenText } from '../../ui/when.tsx'
import { MEETING_TOPICS, MEETINGS } from './paths.ts'
import { useMeetingWords } from './words.ts'
import './meetings.css'

const STALE = [MEETINGS]

export function MeetingsPage() {
  const say = useMeetingWords()
  const { data, error, refetch } = useApi<Meetings>(MEETINGS)
  useLive(MEETING_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <Link to="/meetings/$day" params={{ day: data.today }}>
          {say('today')} →
        </Link>
      </div>
      <section className="card">
        <div className="card-body meetings-scroll">
          {data.items.length === 0 ? (
            <p className="quiet">{say('empty')}</p>
          ) : (
            <table className="meeting-table num">
              <thead>
                <tr>
                  <th />
                  <th>{say('there')}</th>
                  <th>{say('decisions')}</th>
                  <th>{say('openDecisions')}</th>
                  <th>{say('minutes')}</th>
                </tr>
              </thead>
              <tbody>
                {data.items.map((one) => (
                  <tr key={one.day}>
                    <th scope="row">
                      <Link to="/meetings/$day" params={{ day: one.day }}>
                        <DayText day={one.day} />
                      </Link>
                    </th>
                    <td>
                      {one.there}/{one.expected}
                    </td>
                    <td>{one.decisions}</td>
                    <td>{one.open}</td>
                    <td>{one.minutesAt ? <WhenText at={one.minutesAt} /> : say('noMinutes')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      </section>
    </div>
  )
}
