// Who is who (M02–M06): the hotline, the command, its office, the groups, every unit with its posts. One search
// over all of it; numbers that are missing are said and entered in place.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { OrganisationView } from '../../../modules/organisation/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { Filters } from '../../ui/list/filters.tsx'
import { narrow, UNIT_KINDS, type Unit, vacant } from './find.ts'
import { GroupCard } from './group-card.tsx'
import { PostDrawer } from './post-drawer.tsx'
import { PostsTable } from './posts-table.tsx'
import { ORGANISATION, TelephoneEdit } from './telephone-edit.tsx'
import { useOrganisationWords } from './words.ts'
import './organisation.css'

const TOPICS = ['organisation', 'accounts', 'plan']
const STALE = [ORGANISATION]

export function OrganisationPage() {
  const say = useOrganisationWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/organisation' })
  const { data, error, refetch } = useApi<OrganisationView>(ORGANISATION)
  useLive(TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const typed = search.q ?? ''
  const isVacantOnly = search.only === 'vacant'
  const empty = vacant(data.units)
  const units = narrow(isVacantOnly ? empty : data.units, typed)
  const show = (next: Record<string, string | undefined>) =>
    void navigate({ to: '/organisation', search: { ...search, ...next }, replace: true })
  const groups = units.filter(({ kind }) => kind === 'group')
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          <Filters filters={[{ kind: 'search', key: 'q', label: say('search') }]} search={search} onSearch={show} />
          <Button
            aria-pressed={isVacantOnly}
            type={isVacantOnly ? 'primary' : 'default'}
            onClick={() => show({ only: isVacantOnly ? undefined : 'vacant' })}
          >
            {say('vacantPosts')} <span className="num">{empty.reduce((sum, { posts }) => sum + posts.length, 0)}</span>
          </Button>
          <Link to="/organisation/chart">{say('chart')}</Link>
          <Link to="/organisation/directory">{say('directory')}</Link>
        </div>
      </div>
      {!typed && !isVacantOnly && (
        <section className="card card-body row hotline">
          <strong>{say('hotline')}</strong>
          <TelephoneEdit path="/api/v1/hotline" who={say('hotline')} number={data.hotline} />
        </section>
      )}
      {units.length === 0 && (
        <div className="card list-empty">{isVacantOnly && !typed ? say('noVacant') : say('nothing', { q: typed })}</div>
      )}
      {units
        .filter(({ kind }) => kind === 'command' || kind === 'office')
        .map((unit) => (
          <CommandCard key={unit.id} unit={unit} />
        ))}
      {groups.length > 0 && (
        <>
          <h2>{say('groups')}</h2>
          <div className="group-grid">
            {groups.map((unit) => (
              <GroupCard key={unit.id} unit={unit} />
            ))}
          </div>
        </>
      )}
      {UNIT_KINDS.map((kind) => (
        <UnitsCard
          key={kind}
          kind={kind}
          units={units.filter((unit) => unit.kind === kind)}
          isOpen={typed !== '' || isVacantOnly}
        />
      ))}
      {search.post && <PostDrawer key={search.post} id={search.post} onClose={() => show({ post: undefined })} />}
    </div>
  )
}

function CommandCard({ unit }: { unit: Unit }) {
  const inLanguage = useBilingual()
  const name = inLanguage({ zh: unit.nameZh, en: unit.nameEn })
  return (
    <section className="card">
      <header>
        <h2>{name}</h2>
        <TelephoneEdit path={`/api/v1/units/${unit.id}/telephone`} who={name} number={unit.telephone} />
      </header>
      {unit.posts.length > 0 && <PostsTable posts={unit.posts} label={name} />}
    </section>
  )
}

function UnitsCard({ kind, units, isOpen }: { kind: (typeof UNIT_KINDS)[number]; units: Unit[]; isOpen: boolean }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  if (units.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{say(kind)}</h2>
        <span className="quiet num">{units.length}</span>
      </header>
      {units.map((unit) => {
        const name = inLanguage({ zh: unit.nameZh, en: unit.nameEn })
        return (
          <div key={unit.id} className="unit">
            <div className="unit-telephone">
              <TelephoneEdit path={`/api/v1/units/${unit.id}/telephone`} who={name} number={unit.telephone} />
            </div>
            {unit.posts.length === 0 ? (
              <div>
                <strong>{name}</strong> <span className="quiet">{say('noPosts')}</span>
              </div>
            ) : (
              // Found posts are shown at once, a whole unit is opened on demand.
              <details key={String(isOpen)} open={isOpen && unit.posts.length <= 5}>
                <summary>
                  <strong>{name}</strong> <span className="link">{say('posts', { n: unit.posts.length })}</span>
                </summary>
                <PostsTable posts={unit.posts} label={name} />
              </details>
            )}
          </div>
        )
      })}
    </section>
  )
}
