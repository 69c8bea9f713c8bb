// Verifies a certificate of release that somebody holds up: the code opens this page with the token behind `#`, which no
// browser sends to a server. The signature is verified here by the published key, also without a network once the key was
// seen; the server is asked whether the certificate was revoked. Both languages at once: nobody at a door looks for a switch.
import { type Certificate, type ReadToken, readToken } from '../../modules/papers/rules/certificate.ts'
import '../public-page/style.css'
import './verify.css'

const KEY = '/api/v1/public/certificate-key'
const CHECKS = '/api/v1/public/certificate-checks'
const KEPT_KEY = 'lianfang.certificateKey'

type State = 'waiting' | 'checking' | 'valid' | 'altered' | 'revoked' | 'unknown' | 'genuine' | 'unchecked' | 'busy'

const WORDS: Record<State, { sign: string; tone: 'good' | 'bad' | 'plain'; zh: string; en: string; hint: string[] }> = {
  waiting: {
    sign: '',
    tone: 'plain',
    zh: '请扫描证明上的二维码',
    en: 'Scan the code on the certificate',
    hint: ['或把二维码中的内容粘贴在下面。', 'Or paste what the code says.'],
  },
  checking: { sign: '…', tone: 'plain', zh: '正在核验', en: 'Checking', hint: [] },
  valid: {
    sign: '✓',
    tone: 'good',
    zh: '证明有效',
    en: 'Valid',
    hint: [
      '由本区指挥部出具，未撤销。请核对姓名和本人。',
      'Issued by this district and not revoked. Compare it with the person.',
    ],
  },
  altered: {
    sign: '✕',
    tone: 'bad',
    zh: '证明无效',
    en: 'Not valid',
    hint: ['内容被改动，或不是本区出具。', 'It was altered, or this district did not issue it.'],
  },
  revoked: {
    sign: '✕',
    tone: 'bad',
    zh: '证明已撤销',
    en: 'Revoked',
    hint: ['曾由本区出具，现已作废。', 'Issued by this district, and void now.'],
  },
  unknown: {
    sign: '?',
    tone: 'bad',
    zh: '没有此证明的记录',
    en: 'No record of it',
    hint: [
      '签名属实，但系统中没有记录，请联系指挥部办公室。',
      'Signed by this district, yet not on record: ask the command office.',
    ],
  },
  genuine: {
    sign: '✓',
    tone: 'good',
    zh: '签名属实（未联网）',
    en: 'Genuine (offline)',
    hint: [
      '由本区出具，内容未改动；未能查询是否已撤销。',
      'Issued by this district and unaltered; whether it was revoked could not be asked.',
    ],
  },
  unchecked: {
    sign: '?',
    tone: 'bad',
    zh: '现在不能核验',
    en: 'Cannot be checked now',
    hint: [
      '连不上服务器，此浏览器也不能离线核验。请稍后再试。',
      'The server cannot be reached and this browser cannot verify offline. Try again later.',
    ],
  },
  busy: {
    sign: '…',
    tone: 'plain',
    zh: '核验过于频繁',
    en: 'Too many checks',
    hint: ['请一分钟后再试。', 'Try again in a minute.'],
  },
}

async function publishedKey(): Promise<JsonWebKey | null> {
  try {
    const response = await fetch(KEY)
    if (response.ok) {
      const key = (await response.json()) as JsonWebKey
      localStorage.setItem(KEPT_KEY, JSON.stringify(key))
      return key
    }
  } catch {
    // Without a network the key that was seen before does as well.
  }
  const kept = localStorage.getItem(KEPT_KEY)
  return kept ? (JSON.parse(kept) as JsonWebKey) : null
}

/** Null where this browser cannot tell: no key yet, no secure context, or one that does not know Ed25519. */
async function isGenuine({ signed, signature }: ReadToken): Promise<boolean | null> {
  try {
    const jwk = await publishedKey()
    if (!jwk || !globalThis.crypto?.subtle) return null
    const { kty, crv, x } = jwk
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x } as JsonWebKey, { name: 'Ed25519' }, false, [
      'verify',
    ])
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, signed)
  } catch {
    return null
  }
}

/** What the server says; null when it cannot be reached. */
async function asked(token: string): Promise<State | null> {
  try {
    const response = await fetch(CHECKS, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    if (response.status === 429) return 'busy'
    if (response.status === 422 || response.status === 400) return 'altered'
    return response.ok ? ((await response.json()) as { state: State }).state : null
  } catch {
    return null
  }
}

async function judge(token: string, read: ReadToken): Promise<State> {
  const [genuine, said] = await Promise.all([isGenuine(read), asked(token)])
  if (genuine === false || said === 'altered') return 'altered'
  if (said !== null && !(said === 'busy' && genuine)) return said
  return genuine ? 'genuine' : 'unchecked'
}

const element = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = '') => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

function factsOf({ name, from, until, district, number }: Certificate): HTMLElement {
  const list = element('dl', 'facts')
  for (const [label, value] of [
    ['姓名 Name', name],
    ['开始 From', from],
    ['期满 Until', until],
    ['区划代码 District', district],
    ['编号 Number', number],
  ] as const) {
    list.append(element('dt', '', label), element('dd', '', value))
  }
  return list
}

function pasteForm(): HTMLElement {
  const form = element('form', 'paste')
  const field = element('textarea', '')
  field.rows = 3
  field.setAttribute('aria-label', '二维码内容 What the code says')
  const button = element('button', 'check', '核验 Check')
  form.append(field, button)
  form.onsubmit = (event) => {
    event.preventDefault()
    const token = field.value.trim().split('#').at(-1) ?? ''
    if (token) location.hash = token
  }
  return form
}

function draw(state: State, certificate: Certificate | null): void {
  const { sign, tone, zh, en, hint } = WORDS[state]
  const main = element('main', 'sheet')
  main.append(element('p', 'district', '解除隔离医学观察证明核验 · Certificate of release'))
  const box = element('div', `verdict is-${tone}`)
  box.setAttribute('role', 'status')
  if (sign) box.append(element('span', 'sign', sign))
  box.append(element('h1', '', zh), element('strong', '', en))
  main.append(box)
  for (const line of hint) main.append(element('p', 'hint', line))
  // What an altered token says is not repeated: it is nobody's word.
  if (certificate && state !== 'altered' && state !== 'checking') main.append(factsOf(certificate))
  if (state === 'waiting' || WORDS[state].tone === 'bad') main.append(pasteForm())
  document.getElementById('page')!.replaceChildren(main)
}

let turn = 0
async function check(): Promise<void> {
  turn += 1
  const mine = turn
  const token = location.hash.slice(1) || new URLSearchParams(location.search).get('c') || ''
  if (!token) return draw('waiting', null)
  const read = readToken(token)
  if (!read) return draw('altered', null)
  draw('checking', null)
  const state = await judge(token, read)
  if (mine === turn) draw(state, read.certificate)
}

addEventListener('hashchange', () => void check())
void check()
