/** Whether a source's URL takes events in. Not in this version: it refuses every request. */
export const receivesEvents: boolean = false
