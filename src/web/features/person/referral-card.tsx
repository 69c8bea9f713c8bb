// A fever referral with its running clock (M21): the steps taken, each timed, and the one to be taken next.
import { Button, Form, Input, Select, Steps } from 'antd'
import { minutesBetween } from '../../../kernel/time.ts'
import type { PeriodView, ReferralView } from '../../../modules/isolation/contract/views.ts'
import { REFERRAL_STEPS } from '../../../modules/isolation/rules/plan.ts'
import { REFERRAL_OUTCOMES, type ReferralOutcome } from '../../../modules/isolation/rules/referral.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverNow, useNow } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Temperature } from '../../ui/temperature.tsx'
import { useDurationText, WhenText } from '../../ui/when.tsx'
import { ISOLATION_STALE, REFERRALS } from '../isolation/paths.ts'
import { useTerms } from '../isolation/words.ts'
import { outcomeTerm } from './timeline.tsx'
import { usePersonWords } from './words.ts'

interface Values {
  outcome?: ReferralOutcome
  facility?: string
  note?: string
}

export function ReferralCard({ referral, period }: { referral: ReferralView; period: PeriodView }) {
  const say = usePersonWords()
  const term = useTerms()
  const durationText = useDurationText()
  const now = useNow(15)
  const { clock } = referral
  const taken = new Map(referral.steps.map((step) => [step.step, step]))
  return (
    <section className={`card referral${clock ? ' is-open' : ''}`}>
      <header>
        <h2>{say('referral')}</h2>
        <Temperature celsius={referral.temperature} threshold={period.feverThreshold} />
        {clock ? (
          <Tag tone="bad">{term('openFor', { duration: durationText(minutesBetween(referral.openedAt, now)) })}</Tag>
        ) : (
          <Tag tone="plain">{referral.outcome ? term(outcomeTerm(referral.outcome)) : say('referralClosed')}</Tag>
        )}
      </header>
      <div className="card-body stack">
        <Steps
          size="small"
          responsive
          current={referral.steps.length}
          status={clock && clock.dueAt < now ? 'error' : 'process'}
          items={REFERRAL_STEPS.map((step) => {
            const done = taken.get(step)
            return {
              title: term(step),
              content: done ? (
                <>
                  <WhenText at={done.at} /> {done.inTime ? say('stepInTime') : <strong>{say('stepLate')}</strong>}
                </>
              ) : clock?.next === step ? (
                <WhenText at={clock.dueAt} as="due" />
              ) : null,
            }
          })}
        />
        {clock && period.may.refer && <NextStep key={clock.next} referral={referral} />}
      </div>
    </section>
  )
}

/** Mounted anew for each step: what is chosen for the next one is not wiped by the answer to the one before. */
function NextStep({ referral }: { referral: ReferralView }) {
  const term = useTerms()
  const common = useCommon()
  const [form] = Form.useForm<Values>()
  const step = referral.clock!.next
  const taking = useSend(
    ({ outcome, facility, note }: Values) =>
      api.post(`${REFERRALS}/${referral.id}/steps`, {
        step: outcome === 'withdrawn' ? 'outcome' : step,
        at: serverNow(),
        outcome: outcome ?? null,
        facility: facility ?? '',
        note: note ?? '',
      }),
    ISOLATION_STALE,
  )
  const required = [{ required: true, message: common('required') }]
  return (
    <>
      <ProblemAlert error={taking.error} />
      <Form form={form} layout="inline" className="next-step" onFinish={(values) => taking.mutate(values)}>
        {step === 'atFacility' && (
          <Form.Item name="facility" rules={required}>
            <Input placeholder={term('facility')} maxLength={100} style={{ width: 220 }} />
          </Form.Item>
        )}
        {step === 'outcome' && (
          <Form.Item name="outcome" rules={required}>
            <Select
              placeholder={term('outcome')}
              style={{ width: 220 }}
              options={REFERRAL_OUTCOMES.filter((value) => value !== 'withdrawn').map((value) => ({
                value,
                label: term(outcomeTerm(value)),
              }))}
            />
          </Form.Item>
        )}
        <Form.Item name="note">
          <Input placeholder={term('note')} maxLength={500} style={{ width: 220 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={taking.isPending}>
          {term('recordStep', { step: term(step) })}
        </Button>
        {(step === 'notified' || step === 'called' || step === 'pickedUp') && (
          <Button type="text" onClick={() => taking.mutate({ outcome: 'withdrawn', note: form.getFieldValue('note') })}>
            {term('withdrawn')}
          </Button>
        )}
      </Form>
    </>
  )
}
