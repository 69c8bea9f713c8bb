// The organisation at a glance (M02–M05): command, office and groups, below them the townships with their villages. Drawn by
// the page itself, for a wall as for a phone, where each box folds. Vacant posts and acting holders are marked in words.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import type { OrganisationView } from '../../../modules/organisation/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useAreas } from '../../ui/areas.ts'
import { Tag } from '../../ui/tag.tsx'
import { type GroupRole, isVacant, type Post, roleOf, type Unit } from './find.ts'
import { PostDrawer } from './post-drawer.tsx'
import { HolderNames, PostLink } from './posts-table.tsx'
import { ORGANISATION } from './telephone-edit.tsx'
import { useOrganisationWords } from './words.ts'
import './organisation.css'
import './chart.css'

const TOPICS = ['organisation', 'accounts', 'plan']
const TERRITORY = ['township', 'subDistrict', 'settlement']

export function ChartPage() {
  const say = useOrganisationWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/organisation/chart' })
  const { data, error, refetch } = useApi<OrganisationView>(ORGANISATION)
  const { nameOf } = useAreas()
  useLive(TOPICS, [ORGANISATION])
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const of = (kind: string) => data.units.filter((unit) => unit.kind === kind)
  const posts = data.units.flatMap((unit) => unit.posts)
  const close = () =>
    void navigate({ to: '/organisation/chart', search: { ...search, post: undefined }, replace: true })
  return (
    <div className="chart">
      <div className="page-head">
        <h1>{say('chart')}</h1>
        <Tag tone="warn">{say('vacantCount', { n: posts.filter(isVacant).length })}</Tag>
        <Tag tone="act">{say('actingCount', { n: posts.flatMap((post) => post.holders).filter(isActing).length })}</Tag>
        <div className="row">
          <Link to="/organisation">{say('title')}</Link>
          <Link to="/organisation/directory">{say('directory')}</Link>
        </div>
      </div>
      {of('command').map((unit) => (
        <Command key={unit.id} unit={unit} />
      ))}
      <div className="chart-row">
        {of('office').map((unit) => (
          <Box key={unit.id} unit={unit} mark={say('officeMark')}>
            <Lines posts={unit.posts} />
          </Box>
        ))}
        {of('group').map((unit) => (
          <Group key={unit.id} unit={unit} />
        ))}
      </div>
      <h2 className="chart-level">{say('territory')}</h2>
      <div className="chart-row">
        {TERRITORY.flatMap(of).map((unit) => (
          <Township key={unit.id} unit={unit} nameOf={nameOf} />
        ))}
      </div>
      {search.post && <PostDrawer key={search.post} id={search.post} onClose={close} />}
    </div>
  )
}

const isActing = ({ standing }: { standing: string }) => standing === 'acting'

function Command({ unit }: { unit: Unit }) {
  const inLanguage = useBilingual()
  const [commander, executive, ...deputies] = unit.posts
  return (
    <section className="chart-command">
      <h2>{inLanguage({ zh: unit.nameZh, en: unit.nameEn })}</h2>
      <div className="chart-heads">
        {[commander, executive].map((post) => post && <Person key={post.id} post={post} />)}
      </div>
      <div className="chart-deputies">
        {deputies.map((post) => (
          <Person key={post.id} post={post} />
        ))}
      </div>
    </section>
  )
}

function Person({ post }: { post: Post }) {
  const inLanguage = useBilingual()
  const [holder] = post.holders
  return (
    <div className="chart-person">
      <PostLink post={post} />
      <strong>
        <HolderNames post={post} />
      </strong>
      {holder && <span className="quiet">{inLanguage({ zh: holder.office, en: holder.officeEn })}</span>}
    </div>
  )
}

/** Open at a desk and on a wall, folded on a phone. */
function Box({ unit, mark, children }: { unit: Unit; mark?: string; children: ReactNode }) {
  const inLanguage = useBilingual()
  const say = useOrganisationWords()
  const [isOpen] = useState(() => window.matchMedia('(min-width: 721px)').matches)
  const vacant = unit.posts.filter(isVacant).length
  const acting = unit.posts.flatMap((post) => post.holders).filter(isActing).length
  return (
    <details className="chart-box" open={isOpen}>
      <summary>
        {mark && <span className="chart-mark">{mark}</span>}
        <strong>{inLanguage({ zh: unit.nameZh, en: unit.nameEn })}</strong>
        {vacant > 0 && <Tag tone="warn">{say('vacantCount', { n: vacant })}</Tag>}
        {acting > 0 && <Tag tone="act">{say('actingCount', { n: acting })}</Tag>}
      </summary>
      {children}
    </details>
  )
}

const ROLES: readonly GroupRole[] = ['leader', 'deputy', 'officer', 'guarantor', 'staff']

function Group({ unit }: { unit: Unit }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  const { group } = unit
  return (
    <Box unit={unit} {...(group ? { mark: String(group.number) } : {})}>
      <dl className="chart-lines">
        {group && (
          <>
            <dt>{say('leadUnit')}</dt>
            <dd>{inLanguage(group.leadUnit)}</dd>
          </>
        )}
        {ROLES.map((role) => {
          const posts = unit.posts.filter((post) => roleOf(post) === role)
          if (posts.length === 0) return null
          return [
            <dt key={role}>{say(role)}</dt>,
            <dd key={`${role} holders`}>
              {posts.map((post) => (
                <Held key={post.id} post={post} />
              ))}
            </dd>,
          ]
        })}
      </dl>
      {group && group.members.length > 0 && (
        <details className="chart-more">
          <summary>{say('membersCount', { n: group.members.length })}</summary>
          <p>{group.members.map(inLanguage).join(inLanguage({ zh: '、', en: ', ' }))}</p>
        </details>
      )}
    </Box>
  )
}

function Lines({ posts }: { posts: Post[] }) {
  const say = useOrganisationWords()
  return (
    <dl className="chart-lines">
      {posts.map((post) => [
        <dt key={post.id}>{say(post.kind === 'officeDirector' ? 'director' : 'staff')}</dt>,
        <dd key={`${post.id} holders`}>
          <Held post={post} />
        </dd>,
      ])}
    </dl>
  )
}

/** Who holds it; pressing opens the post. */
const Held = ({ post }: { post: Post }) => (
  <PostLink post={post}>
    <HolderNames post={post} />
  </PostLink>
)

const LOCAL_WORDS = ['townshipHead', 'townshipClerk', 'villageMedic', 'villageClerk'] as const
const LOCAL: readonly string[] = LOCAL_WORDS

function Township({ unit, nameOf }: { unit: Unit; nameOf: (code: string) => string }) {
  const say = useOrganisationWords()
  const own = unit.posts
    .filter(({ areaCode }) => areaCode === unit.areaCode)
    .toSorted((a, b) => LOCAL.indexOf(a.kind) - LOCAL.indexOf(b.kind))
  const villages = [...new Set(unit.posts.map(({ areaCode }) => areaCode))].filter((code) => code !== unit.areaCode)
  const roleName = ({ kind }: Post) => {
    const known = LOCAL_WORDS.find((one) => one === kind)
    return known ? say(known) : say('staff')
  }
  const lines = (posts: Post[]) => (
    <dl className="chart-lines">
      {posts.map((post) => [
        <dt key={post.id}>{roleName(post)}</dt>,
        <dd key={`${post.id} holders`}>
          <Held post={post} />
        </dd>,
      ])}
    </dl>
  )
  return (
    <Box unit={unit}>
      {lines(own)}
      {villages.length > 0 && (
        <details className="chart-more">
          <summary>{say('villagesCount', { n: villages.length })}</summary>
          {villages.map((code) => (
            <section key={code}>
              <h3>{nameOf(code)}</h3>
              {lines(unit.posts.filter(({ areaCode }) => areaCode === code))}
            </section>
          ))}
        </details>
      )}
    </Box>
  )
}
