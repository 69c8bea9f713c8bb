// A township prints, serves and photographs 40 notices; whoever was released shows a certificate that a telephone verifies,
// and refuses when it was altered or revoked (M07, M21, M52).
import type { Page } from 'playwright-core'
import decodeQR from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import { newId } from '../src/kernel/ids.ts'
import { PICTURE } from '../src/modules/files/testing/pictures.ts'
import { openCertifier } from '../src/modules/papers/certificates.ts'
import { registration } from '../src/modules/people/testing/invented.ts'
import { fits, openWorld } from './support/world.ts'

const world = await openWorld()
const VILLAGE = '230406100200'
const PHOTO = { name: 'door.png', mimeType: 'image/png', buffer: PICTURE }
const QUEUE = `/desk/queues/noNotice?area=${VILLAGE}`

/** What the page's account does without the screen. */
const api = (page: Page) => ({
  get: async (url: string) => (await page.request.get(url)).json(),
  async post(url: string, data: object) {
    const answer = await page.request.post(url, { data })
    expect(answer.status(), await answer.text()).toBeLessThan(300)
    return answer.json()
  },
})

async function register(page: Page, arrival = {}) {
  const { personId } = await api(page).post('/api/v1/persons', registration({ areaCode: VILLAGE, arrival }))
  const { items } = await api(page).get(`/api/v1/persons/${personId}/isolation-periods`)
  return { personId: personId as string, periodId: items[0].id as string }
}

describe('forty notices', () => {
  it('are printed as one PDF at the desk, and served and photographed at the doors', async () => {
    const clerk = await world.as('clerk-230406100', '/desk')
    await Promise.all(Array.from({ length: 40 }, () => register(clerk)))
    await clerk.goto(QUEUE)
    await clerk.getByText('共 40 条').waitFor()
    await clerk.locator('thead input[type="checkbox"]').click()
    await clerk.getByRole('button', { name: '打印文书' }).click()
    await clerk.getByRole('button', { name: /^生\s*成$/ }).click()
    await clerk.getByText('已生成 40 份').waitFor()
    const href = await clerk.getByRole('link', { name: '下载 PDF' }).getAttribute('href')
    const pdf = await (await clerk.request.get(href!)).body()
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(40)

    const medic = await world.as('medic-230406100200', QUEUE, { width: 390, height: 844 })
    for (const [how, left] of [
      ['本人签收', 39],
      ['家属代收', 38],
      ['拒收留置', 37],
    ] as const) {
      const first = medic.getByRole('button', { name: /^登记送达/ }).first()
      await first.click()
      const dialog = medic.getByRole('dialog')
      await dialog.getByText(how).click()
      await expect.poll(() => fits(medic)).toBe(true)
      if (how === '拒收留置') {
        // Without photo or witness it is refused, and says what is missing.
        await dialog.getByRole('button', { name: '确认送达' }).click()
        await dialog.getByText('拒收须拍照，或写明见证人').waitFor()
      }
      await dialog.locator('input[type="file"]').setInputFiles(PHOTO)
      await dialog.getByRole('button', { name: '确认送达' }).click()
      await dialog.waitFor({ state: 'hidden' })
      await medic.getByText(`共 ${left} 条`).waitFor()
    }

    // The other doors, as the same screen would.
    const { items } = await api(medic).get(`/api/v1/isolation-periods?queue=noNotice&area=${VILLAGE}&limit=200`)
    expect(items).toHaveLength(37)
    const doors = items.map(async ({ person, notice }: { person: { id: string }; notice: { id: string } }) => {
      const fileId = newId()
      const multipart = { id: fileId, kind: 'servedNotice', file: PHOTO }
      await medic.request.post(`/api/v1/persons/${person.id}/files`, { multipart })
      const at = world.server.district.app.clock.now()
      await api(medic).post('/api/v1/paper-services', { papers: [{ id: notice.id, fileId }], how: 'inPerson', at })
    })
    await Promise.all(doors)
    // The desk hears of it by itself.
    await clerk.keyboard.press('Escape')
    await clerk.locator('.tab.is-here .tab-count', { hasText: /^0$/ }).waitFor()

    await clerk.goto(`/desk/persons/${items[0].person.id}`)
    await clerk.locator('.papers').getByText('送达 · 本人签收').waitFor()
    const tile = clerk.locator('.file-tile', { hasText: '送达凭证' })
    await tile.scrollIntoViewIfNeeded()
    await tile.locator('img').waitFor()
  })
})

describe('a certificate of release', () => {
  it('is verified on a telephone, refused when altered, and shown as revoked', async () => {
    const clerk = await world.as('clerk-230406100', '/desk')
    const { personId, periodId } = await register(clerk, { arrivalDay: '2020-01-11' })
    const reading = { id: newId(), periodId, temperature: 36.5, site: 'forehead' }
    await api(clerk).post('/api/v1/readings', { ...reading, observedAt: world.server.district.app.clock.now() })
    await world.clockTo('2020-01-26T00:30:00.000Z')
    await api(clerk).post(`/api/v1/isolation-periods/${periodId}/explanations`, {
      checks: [{ day: '2020-01-25', slot: 'afternoon' }],
      explanation: '停电',
    })
    await api(clerk).post('/api/v1/isolation-releases', { periodIds: [periodId] })

    await clerk.goto(`/desk/persons/${personId}`)
    await clerk
      .locator('.papers')
      .getByRole('button', { name: /^打\s*印$/ })
      .click()
    await clerk.getByRole('button', { name: /^生\s*成$/ }).click()
    await clerk.getByText('已生成 1 份').waitFor()
    await clerk.keyboard.press('Escape')
    await clerk
      .locator('.papers')
      .getByText(/JC2020-/)
      .waitFor()

    const token = await tokenOf(personId)
    const phone = await world.stranger('/verify', { width: 390, height: 844 })
    await phone.getByText('请扫描证明上的二维码').waitFor()
    expect(await scanned(phone, token)).toBe(`${world.url}/verify#${token}`)
    await phone.goto(`/verify#${token}`)
    await phone.getByText('证明有效').waitFor()
    await phone.getByText('何*涛').waitFor()
    await expect.poll(() => fits(phone)).toBe(true)
    expect(await phone.locator('body').textContent()).not.toContain('何国涛')

    await phone.goto(`/verify#${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`)
    await phone.getByText('证明无效').waitFor()
    await phone.getByText('Not valid', { exact: true }).waitFor()
    expect(await phone.getByText('何*涛').count()).toBe(0)

    // Without a network the kept key still tells a genuine one from an altered one.
    await phone.context().route('**/api/**', (route) => route.abort())
    await phone.goto(`/verify#${token}`)
    await phone.getByText('签名属实（未联网）').waitFor()
    await phone.context().unroute('**/api/**')

    await clerk
      .locator('.papers')
      .getByRole('button', { name: /^作\s*废$/ })
      .click()
    await clerk.getByRole('dialog').locator('textarea').fill('误发')
    await clerk
      .getByRole('dialog')
      .getByRole('button', { name: /^作\s*废$/ })
      .click()
    await clerk
      .locator('.papers')
      .getByText(/作废：误发/)
      .waitFor()
    await phone.goto('/verify')
    await phone.goto(`/verify#${token}`)
    await phone.getByText('证明已撤销').waitFor()
  })
})

/** What the certificate's code holds, from its sealed record: a test reads no paper. */
async function tokenOf(personId: string): Promise<string> {
  const { app } = world.server.district
  const [row] = await app.db.transaction(app.db.whole, (tx) =>
    tx.sql<{ id: string; facts: Buffer }>(
      `select id, facts_sealed as facts from papers where person_id = $1 and kind = 'releaseCertificate'`,
      [personId],
    ),
  )
  return JSON.parse(app.sealer.open(row!.facts, row!.id)).certificate.token
}

/** The code as a camera sees it: drawn by the browser, read from its points. */
async function scanned(page: Page, token: string): Promise<string> {
  const { secrets } = world.server.district.folder
  const svg = openCertifier({ key: secrets.certificateKey, publicUrl: world.url }).qrOf(token)
  const { size, points } = await page.evaluate(async (code) => {
    const image = new Image()
    image.src = `data:image/svg+xml;base64,${btoa(code)}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = 480
    canvas.height = 480
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, 480, 480)
    pen.drawImage(image, 0, 0, 480, 480)
    return { size: 480, points: [...pen.getImageData(0, 0, 480, 480).data] }
  }, svg)
  return decodeQR({ width: size, height: size, data: Uint8Array.from(points) })
}
