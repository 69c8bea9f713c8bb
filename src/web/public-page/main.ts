// The public page (M54 will publish here): what the response is now, as a stranger may know it, and the way to the
// desk. Plain script without a framework, so that it opens on any telephone.
import './style.css'

interface Said {
  state: 'notActivated' | 'active' | 'stoodDown'
  levelName: { zh: string; en: string } | null
  since: string | null
  title: { zh: string; en: string } | null
  districtName: { zh: string; en: string } | null
}

const WORDS = {
  zh: {
    heading: '疫情联防联控',
    notActivated: '应急响应未启动',
    active: '应急响应进行中',
    stoodDown: '应急响应已终止',
    since: '自 {day} 起',
    failed: '暂时读不到响应状态，请稍后刷新。',
    desk: '工作人员登录',
    other: 'English',
  },
  en: {
    heading: 'Epidemic response',
    notActivated: 'The response is not activated',
    active: 'The response is in force',
    stoodDown: 'The response has been stood down',
    since: 'since {day}',
    failed: 'The state of the response cannot be read now. Refresh later.',
    desk: 'Staff sign-in',
    other: '中文',
  },
} as const
type Tongue = keyof typeof WORDS

const KEY = 'lianfang.language'
let tongue: Tongue = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'
let said: Said | 'failed' | null = null

const element = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = '') => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

function stateLine(words: (typeof WORDS)[Tongue]): HTMLElement {
  if (said === null) return element('p', 'state', '…')
  if (said === 'failed') return element('p', 'state', words.failed)
  const box = element('div', `state ${said.state}`)
  box.append(element('strong', 'level', said.levelName?.[tongue] ?? words[said.state]))
  const since = said.since ? words.since.replace('{day}', said.since) : ''
  box.append(element('span', 'since', said.levelName ? `${words[said.state]} ${since}` : since))
  return box
}

function draw(): void {
  const words = WORDS[tongue]
  document.documentElement.lang = tongue === 'en' ? 'en' : 'zh-CN'
  const known = said !== null && said !== 'failed' ? said : null
  const main = element('main', 'sheet')
  main.append(element('p', 'district', known?.districtName?.[tongue] ?? ''))
  main.append(element('h1', '', words.heading))
  if (known?.title) main.append(element('p', 'plan', known.title[tongue]))
  main.append(stateLine(words))
  const foot = element('nav', 'foot')
  const desk = element('a', 'desk', words.desk)
  desk.href = '/desk'
  const other = element('button', 'tongue', words.other)
  other.type = 'button'
  other.onclick = () => {
    tongue = tongue === 'en' ? 'zh' : 'en'
    localStorage.setItem(KEY, tongue === 'en' ? 'en' : 'zh-CN')
    draw()
  }
  foot.append(desk, other)
  main.append(foot)
  document.getElementById('page')!.replaceChildren(main)
}

async function load(): Promise<void> {
  try {
    const response = await fetch('/api/v1/public/response')
    said = response.ok ? ((await response.json()) as Said) : 'failed'
  } catch {
    said = 'failed'
  }
  draw()
}

draw()
void load()
