// Who is signed in, under which post, and the ways out.
import { useNavigate } from '@tanstack/react-router'
import { App, Dropdown } from 'antd'
import { useLanguage } from '../i18n/index.ts'
import { signOut, useMe } from './session.ts'
import { useFail } from './use-fail.ts'
import { useShellWords } from './words.ts'

export function AccountMenu() {
  const say = useShellWords()
  const language = useLanguage()
  const me = useMe()
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const fail = useFail()
  const [first] = me.posts
  const post = first ? (language === 'en' ? first.titleEn : first.titleZh) : say('noPost')

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
            label: me.posts.map((held) => (language === 'en' ? held.titleEn : held.titleZh)).join(' · '),
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
          {post}
          {me.posts.length > 1 ? ` ${say('otherPosts', { n: me.posts.length })}` : ''}
        </span>
      </button>
    </Dropdown>
  )
}
