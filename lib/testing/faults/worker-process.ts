import { startDelivery } from '#lib/delivery/start.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { NOTHING_ALLOWED, parseAllowList } from '#lib/net/address-policy.ts'
import { makeSender } from '#lib/net/send-request.ts'

// a delivery worker that is there to be killed; it ends with whoever started it
process.once('disconnect', () => process.exit())
const [places = '8', leaseMs = '2000'] = process.argv.slice(2)
// whoever started it may be gone already
const tell = (message: object) => process.send?.(message, undefined, {}, () => {})

startDelivery(
  {
    clock: systemClock,
    profile: profileOf,
    notify: () => {},
    allowed: NOTHING_ALLOWED,
    onError: (error) => tell({ error: String(error) }),
  },
  {
    total: Number(places),
    leaseMs: Number(leaseMs),
    sender: makeSender({
      allowed: parseAllowList('127.0.0.1') ?? NOTHING_ALLOWED,
      resolver: async () => [{ address: '127.0.0.1', family: 4 }],
    }),
  },
)
tell({ isReady: true })
