import * as z from 'zod/mini'

// Pages are not allowed to make code from text, and zod would try to. Import this before the first schema is made.
z.config({ jitless: true })
