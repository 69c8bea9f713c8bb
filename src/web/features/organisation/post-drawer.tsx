// One post (M02, M03, M05): who holds it now and who acts, what may be changed, who held it before, what was handed over.
import { Button, Drawer, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import type { HoldingView, PostDetail } from '../../../modules/organisation/holders/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { Telephone } from '../../ui/telephone.tsx'
import { useMomentText, WhenText } from '../../ui/when.tsx'
import { ActingDialog } from './acting-dialog.tsx'
import { HolderDialog } from './holder-dialog.tsx'
import { STALE } from './stale.ts'
import { useOrganisationWords } from './words.ts'

const TOPICS = ['organisation', 'accounts']

type Asking =
  | { what: 'holder'; replaces: HoldingView | null }
  | { what: 'acting'; holder: HoldingView | null }
  | { what: 'end'; holding: HoldingView }

export function PostDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const path = `/api/v1/posts/${encodeURIComponent(id)}`
  const inLanguage = useBilingual()
  const { data, error } = useApi<PostDetail>(path)
  useLive(TOPICS, [path])
  return (
    <Drawer open title={data ? inLanguage({ zh: data.titleZh, en: data.titleEn }) : '…'} onClose={onClose} size={560}>
      <div className="stack">
        <ProblemAlert error={error} />
        {data ? <Post post={data} /> : !error && <Skeleton active />}
      </div>
    </Drawer>
  )
}

function Post({ post }: { post: PostDetail }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  const [asking, setAsking] = useState<Asking | null>(null)
  const present = post.history.filter(({ state }) => state === 'now')
  const holders = present.filter(({ standing }) => standing === 'holder')
  const acting = present.filter(({ standing }) => standing === 'acting')
  const ahead = post.history.filter(({ state }) => state === 'ahead')
  const past = post.history.filter(({ state }) => state === 'past' || state === 'calledOff')
  const close = () => setAsking(null)
  const acts = (holding: HoldingView) => {
    if (!post.mayChange) return null
    const isActing = holding.standing === 'acting'
    if (holding.state === 'ahead' || isActing) {
      return (
        <Button size="small" onClick={() => setAsking({ what: 'end', holding })}>
          {say(holding.state === 'ahead' ? 'callOff' : 'endActing')}
        </Button>
      )
    }
    return (
      <>
        <Button size="small" onClick={() => setAsking({ what: 'holder', replaces: holding })}>
          {say('changeHolder')}
        </Button>
        {!holding.isAway && (
          <Button size="small" onClick={() => setAsking({ what: 'acting', holder: holding })}>
            {say('appointActing')}
          </Button>
        )}
        <Button size="small" danger onClick={() => setAsking({ what: 'end', holding })}>
          {say('endHolder')}
        </Button>
      </>
    )
  }
  return (
    <>
      <p className="quiet">{inLanguage({ zh: post.unitZh, en: post.unitEn })}</p>
      {holders.length === 0 && (
        <div className="row">
          <Tag tone="warn">{say('vacant')}</Tag>
          {post.mayChange && (
            <>
              <Button size="small" type="primary" onClick={() => setAsking({ what: 'holder', replaces: null })}>
                {say('fillPost')}
              </Button>
              {acting.length === 0 && (
                <Button size="small" onClick={() => setAsking({ what: 'acting', holder: null })}>
                  {say('appointActing')}
                </Button>
              )}
            </>
          )}
        </div>
      )}
      <ul className="holdings">
        {[...ahead, ...acting, ...holders].map((holding) => (
          <Holding key={holding.id} holding={holding} acts={acts(holding)} />
        ))}
      </ul>
      {post.mayChange && !post.oneHolder && holders.length > 0 && (
        <div>
          <Button onClick={() => setAsking({ what: 'holder', replaces: null })}>{say('addHolder')}</Button>
        </div>
      )}
      {past.length > 0 && (
        <>
          <h2>{say('history')}</h2>
          <ul className="holdings">
            {past.map((holding) => (
              <Holding key={holding.id} holding={holding} acts={null} />
            ))}
          </ul>
        </>
      )}
      <HandOvers post={post} />
      {asking?.what === 'holder' && <HolderDialog post={post} replaces={asking.replaces} onClose={close} />}
      {asking?.what === 'acting' && <ActingDialog post={post} holder={asking.holder} onClose={close} />}
      {asking?.what === 'end' && <EndDialog holding={asking.holding} onClose={close} />}
    </>
  )
}

const TONES: Record<HoldingView['state'], Tone> = { now: 'good', ahead: 'act', past: 'plain', calledOff: 'plain' }

function Holding({ holding, acts }: { holding: HoldingView; acts: ReactNode }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  const momentText = useMomentText()
  const isActing = holding.standing === 'acting'
  const state = {
    now: say(isActing ? 'stateActing' : 'stateNow'),
    ahead: say('stateAhead'),
    past: say(isActing ? 'stateOver' : 'statePast'),
    calledOff: say('stateCalledOff'),
  }[holding.state]
  const office = inLanguage({ zh: holding.office, en: holding.officeEn })
  const said = [
    isActing && holding.actingFor ? say('actingFor', { name: holding.actingFor }) : '',
    holding.absence ? say(holding.absence) : '',
    holding.reason,
    holding.authority,
    holding.endReason,
  ].filter(Boolean)
  return (
    <li className={holding.state === 'calledOff' ? 'is-faded' : ''}>
      <div className="row">
        <strong>{holding.name}</strong>
        {office && <span className="quiet">{office}</span>}
        <Tag tone={isActing && holding.state === 'now' ? 'act' : TONES[holding.state]}>{state}</Tag>
        {holding.isAway && <Tag tone="warn">{say('away')}</Tag>}
      </div>
      <div className="quiet">
        <span className="num">{say('since', { since: momentText(holding.since) })}</span>{' '}
        {holding.until && <span className="num">{say('until', { until: momentText(holding.until) })}</span>}
        {' · '}
        {say(holding.hasAccount ? 'withAccount' : 'withoutAccount')}
        {holding.appointedBy && ` · ${say('appointedBy', { name: holding.appointedBy })}`}
      </div>
      {said.length > 0 && <div>{said.join(' · ')}</div>}
      {holding.telephone && <Telephone number={holding.telephone} />}
      {acts && <div className="row">{acts}</div>}
    </li>
  )
}

function HandOvers({ post }: { post: PostDetail }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  if (post.handOvers.length === 0) return null
  return (
    <>
      <h2>{say('handOvers')}</h2>
      <ul className="holdings">
        {post.handOvers.map((one) => (
          <li key={one.id}>
            <div className="row">
              <strong>{say('handedOver', { from: one.from ?? '—', to: one.to ?? say('toNobody') })}</strong>
              <WhenText at={one.at} />
            </div>
            <div>
              {one.work
                .map(({ zh, en, count }) => `${inLanguage({ zh, en })} ${say('items', { n: count })}`)
                .join(' · ')}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function EndDialog({ holding, onClose }: { holding: HoldingView; onClose: () => void }) {
  const say = useOrganisationWords()
  const kind = holding.state === 'ahead' ? 'callOff' : holding.standing === 'acting' ? 'endActing' : 'endHolder'
  return (
    <ReasonDialog<{ reason: string }>
      title={say(`${kind}Title`, { name: holding.name })}
      {...(kind === 'callOff' ? {} : { hint: say(`${kind}Hint`) })}
      okText={say(kind)}
      danger={kind === 'endHolder'}
      act={(values) => api.post(`/api/v1/holdings/${holding.id}/ends`, values)}
      stale={STALE}
      onClose={onClose}
    />
  )
}
