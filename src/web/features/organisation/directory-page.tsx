// The telephone directory (M02–M05): every unit, post and number by group and territory, to be printed on A4 or taken as a
// workbook. Nothing is folded away, since paper does not open.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select, Skeleton } from 'antd'
import type { OrganisationView } from '../../../modules/organisation/contract.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { withQuery } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { answering, type Post, UNIT_KINDS, type Unit } from './find.ts'
import { HolderNames, Offices } from './posts-table.tsx'
import { ORGANISATION } from './telephone-edit.tsx'
import { useOrganisationWords } from './words.ts'
import './organisation.css'
import './directory.css'

const TOPICS = ['organisation', 'accounts', 'plan']
const PARTS = {
  command: ['command', 'office', 'group'],
  territory: ['township', 'subDistrict', 'settlement'],
  bureaus: ['bureau', 'medical', 'body'],
} as const
type Part = keyof typeof PARTS

const KINDS = ['command', 'office', 'group', ...UNIT_KINDS]

export function DirectoryPage() {
  const say = useOrganisationWords()
  const language = useLanguage()
  const navigate = useNavigate()
  const { part } = useSearch({ from: '/frame/organisation/directory' })
  const { data, error, refetch } = useApi<OrganisationView>(ORGANISATION)
  useLive(TOPICS, [ORGANISATION])
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const kinds: readonly string[] = part && part in PARTS ? PARTS[part as Part] : KINDS
  const sheets = KINDS.filter((kind) => kinds.includes(kind)).map((kind) => ({
    kind,
    units: data.units.filter((unit) => unit.kind === kind),
  }))
  return (
    <div className="directory">
      <div className="page-head">
        <h1>{say('directoryTitle')}</h1>
        <span className="quiet num">{say('asOf', { day: serverToday() })}</span>
        <div className="row no-print">
          <Select
            aria-label={say('part')}
            value={part && part in PARTS ? part : ''}
            onChange={(next) =>
              void navigate({ to: '/organisation/directory', search: next ? { part: next } : {}, replace: true })
            }
            options={[
              { value: '', label: say('partAll') },
              { value: 'command', label: say('partCommand') },
              { value: 'territory', label: say('partTerritory') },
              { value: 'bureaus', label: say('partBureaus') },
            ]}
          />
          <Button
            href={withQuery('/api/v1/organisation/directory', { lang: language === 'en' ? 'en' : 'zh' })}
            download
          >
            {say('asWorkbook')}
          </Button>
          <Button type="primary" onClick={() => window.print()}>
            {say('print')}
          </Button>
          <Link to="/organisation">{say('title')}</Link>
        </div>
      </div>
      <p>
        <strong>{say('hotline')}</strong> <DirectoryNumber number={data.hotline} />
      </p>
      {sheets.map(({ kind, units }) => units.length > 0 && <Sheet key={kind} kind={kind} units={units} />)}
    </div>
  )
}

function Sheet({ kind, units }: { kind: string; units: Unit[] }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  const isOne = kind === 'command' || kind === 'office'
  return (
    <>
      {!isOne && <h2>{say(kind === 'group' ? 'groups' : (kind as (typeof UNIT_KINDS)[number]))}</h2>}
      {units.map((unit) => (
        <section key={unit.id} className="directory-unit">
          <h3>
            {unit.group && <span className="num">{unit.group.number}. </span>}
            {inLanguage({ zh: unit.nameZh, en: unit.nameEn })}{' '}
            {(unit.telephone || unit.posts.length === 0) && <DirectoryNumber number={unit.telephone} />}
          </h3>
          {unit.posts.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th>{say('post')}</th>
                  <th>{say('holder')}</th>
                  <th>{say('office')}</th>
                  <th>{say('telephone')}</th>
                </tr>
              </thead>
              <tbody>
                {unit.posts.map((post) => (
                  <Row key={post.id} post={post} />
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
    </>
  )
}

function Row({ post }: { post: Post }) {
  const inLanguage = useBilingual()
  const numbers = [...new Set(answering(post).flatMap(({ telephone }) => telephone ?? []))]
  return (
    <tr>
      <td>{inLanguage({ zh: post.titleZh, en: post.titleEn })}</td>
      <td>
        <HolderNames post={post} />
      </td>
      <td>
        <Offices post={post} />
      </td>
      <td>{numbers.length > 0 ? numbers.map((number) => <DirectoryNumber key={number} number={number} />) : '—'}</td>
    </tr>
  )
}

/** A number that calls on a screen; a missing one leaves a line to write on. */
function DirectoryNumber({ number }: { number: string | null }) {
  return number ? (
    <a href={`tel:${number}`} className="num directory-number">
      {number}
    </a>
  ) : (
    <span className="directory-blank" aria-hidden />
  )
}
