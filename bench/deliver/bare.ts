import { createHmac } from 'node:crypto'
import { Agent } from 'undici'

/** The baseline: signs a body of the same length as a delivery's, posts it with undici, and reads the answer. */
export function makeBare(port: number, connections: number) {
  const agent = new Agent({ connections, pipelining: 1 })
  const post = async (n: number): Promise<void> => {
    const at = performance.timeOrigin + performance.now()
    const body = `{"event_id":${n},"type":"comment.created","created":1770717600.5,"data":{"n":${n},"at":${at}}}`
    const time = Math.floor(Date.now() / 1000)
    const digest = createHmac('sha256', 'a'.repeat(64)).update(`${time}.`).update(body).digest('hex')
    const { statusCode, body: answer } = await agent.request({
      origin: `http://127.0.0.1:${port}`,
      path: '/0',
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'SelfCommunity-Signature': `t=${time},v1=${digest},v0=${digest}`,
      },
      body,
    })
    await answer.text()
    if (statusCode !== 200) throw new Error(`The receiver answered ${statusCode}.`)
  }
  return { post, close: () => agent.close() }
}
