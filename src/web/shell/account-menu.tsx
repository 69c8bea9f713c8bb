// Who is signed in, under which post, and the ways out.
import { useNavigate } from '@tanstack/react-router'
import { App, Dropdown } from 'antd'
import { useBilingual } from '../i18n/index.ts'
import { useMomentText } from '../ui/when.tsx'
import { signOut, useMe } from './session.ts'
import { useFail } from './use-fail.ts'
import { useShellWords } from './words.ts'

export function AccountMenu() {
  const say = useShellWords()
  const me = useMe()
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const fail = useFail()
  const inLanguage = useBilingual()
  const momentText = useMomentText()
  const titleOf = ({ titleZh, titleEn }: { titleZh: string; titleEn: string }) =>
    inLanguage({ zh: titleZh, en: titleEn })
  const [first] = me.posts
  const post = first ? titleOf(first) : say(me.absentFrom.length > 0 ? 'actedFor' : 'noPost')
  const isActing = me.posts.some(({ acting }) => acting)
  const untilText = (until: string | null) => (until ? say('until', { until: momentText(until) }) : say('untilOpen'))

  const leave = (everywhere: boolean) => signOut(everywhere).catch(fail)

  const onClick = ({ key }: { key: string }) => {
    if (key === 'account') void navigate({ to: '/account' })
    if (key === 'out') void leave(false)
    if (key === 'everywhere') {
      modal.confirm({
        title: say('signOutEverywhere'),
        content: say('signOutEverywhereAsk'),
        okText: say('signOutEverywhere'),
        onOk: () => leave(true),
      })
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        onClick,
        items: [
          {
            key: 'posts',
            type: 'group',
            label: (
              <ul className="account-held">
                {me.posts.map((held) => (
                  <li key={`${held.id} ${held.acting ? 'acting' : ''}`}>
                    {held.acting ? say('actingAs', { post: titleOf(held) }) : say('as', { post: titleOf(held) })}
                    {held.acting && (
                      <span className="quiet">
                        {held.acting.for && ` ${say('actingFor', { name: held.acting.for })}`}{' '}
                        {untilText(held.acting.until)}
                      </span>
                    )}
                  </li>
                ))}
                {me.absentFrom.map((away) => (
                  <li key={away.titleZh}>
                    {say('absentFrom', { post: titleOf(away), name: away.actingName })}{' '}
                    <span className="quiet">{untilText(away.until)}</span>
                  </li>
                ))}
              </ul>
            ),
          },
          { type: 'divider' },
          { key: 'account', label: say('myAccount') },
          { key: 'out', label: say('signOut') },
          { key: 'everywhere', label: say('signOutEverywhere'), danger: true },
        ],
      }}
    >
      <button type="button" className="account" aria-label={say('account')}>
        <strong>{me.account.displayName}</strong>
        <span className="account-post">
          {isActing && <span className="account-acting">{say(first?.acting ? 'acting' : 'alsoActing')}</span>}
          {post}
          {me.posts.length > 1 ? ` ${say('otherPosts', { n: me.posts.length })}` : ''}
        </span>
      </button>
    </Dropdown>
  )
}
