import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { replayDelivery } from '#lib/domain/deliveries/replay.ts'
import { exactJson } from '#lib/domain/messages/exact-json.ts'
import { getMessage } from '#lib/domain/messages/get-message.ts'
import type { JsonObject } from '#lib/domain/messages/message.ts'
import { publishMessage, publishMessages } from '#lib/domain/messages/publish.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeScene, useReceiver } from './scene.fixture.ts'

useDatabase()
const receiver = useReceiver()

const read = (text: string) => exactJson(text) as JsonObject
const exact =
  '{"z":1,"big":12345678901234567890,"id":9007199254740993,"huge":1e400,"list":[-0,0.1,1.00000000000000000001]}'

test.each([
  ['standard', 'invoice.created', {}],
  ['selfcommunity', 'comment.created', {}],
  ['storno', 'invoice.issued', {}],
  ['vendaze', 'deal.won', {}],
  ['composio', 'composio.trigger.message', { payloadVersion: 'V1' }],
  ['composio', 'composio.trigger.message', { payloadVersion: 'V2' }],
  ['composio', 'composio.trigger.message', { payloadVersion: 'V3' }],
] as const)(
  '%s sends %s with the numbers that came, %o, also once more',
  async (dialect, eventType, fields) => {
    const made = await makeScene(receiver.get())
    await made.endpoint(dialect, { events: [eventType], ...fields })
    const { id } = await publishMessage(made.ctx, {
      dialect,
      eventType,
      payload: read(exact),
      metadata: read(exact),
    })
    expect(await made.round()).toBe(1)
    const delivery = await db().deliveryHistory.findFirstOrThrow({ where: { messageId: id } })
    await replayDelivery(made.ctx, { deliveryId: delivery.id })
    expect(await made.round()).toBe(1)
    const bodies = receiver
      .get()
      .requests(made.path)
      .map(({ body }) => body)
    expect(bodies).toHaveLength(2)
    for (const body of bodies) expect(body).toContain(exact.slice(1, -1))

    const { message } = await getMessage(made.ctx, id)
    expect([JSON.stringify(message.payload), JSON.stringify(message.metadata)]).toEqual([exact, exact])
  },
)

test('what is accepted is what arrives', async () => {
  const number = fc
    .tuple(
      fc.bigInt(),
      fc.option(fc.nat({ max: 10 ** 9 }), { nil: null }),
      fc.option(fc.integer({ min: -400, max: 400 }), { nil: null }),
    )
    .map(
      ([whole, fraction, power]) =>
        `${whole}${fraction === null ? '' : `.${fraction}`}${power === null ? '' : `e${power}`}`,
    )
  // PostgreSQL has no text with a NUL
  const text = fc
    .string({ unit: 'binary' })
    .filter((value) => value.isWellFormed() && !value.includes('\u0000'))
  const { json } = fc.letrec<{ json: string }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      number,
      text.map((value) => JSON.stringify(value)),
      fc.constantFrom('true', 'false', 'null'),
      fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join()}]`),
      fc
        .dictionary(
          text.filter((key) => key !== '__proto__'),
          tie('json'),
          { maxKeys: 4 },
        )
        .map(
          (members) =>
            `{${Object.entries(members).map(([key, value]) => `${JSON.stringify(key)}:${value}`)}}`,
        ),
    ),
  }))
  const made = await makeScene(receiver.get())
  await made.endpoint('standard', { events: ['*'] })
  await fc.assert(
    fc.asyncProperty(fc.array(json, { minLength: 10, maxLength: 20 }), async (values) => {
      const before = receiver.get().requests(made.path).length
      const texts = values.map((value) => `{"value":${value}}`)
      await publishMessages(
        made.ctx,
        texts.map((one) => ({ eventType: 'invoice.created', payload: read(one) })),
      )
      while ((await made.round()) > 0);
      const bodies = receiver
        .get()
        .requests(made.path)
        .slice(before)
        .map(({ body }) => body)
      // exactJson keeps each number, which its own test says
      const written = (one: string) => JSON.stringify(read(one))
      expect(bodies.map((body) => JSON.stringify(read(body).data)).toSorted()).toEqual(
        texts.map(written).toSorted(),
      )
    }),
    { numRuns: 10 },
  )
})
