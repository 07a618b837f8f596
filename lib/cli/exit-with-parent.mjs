// Preloaded into child processes that are not our own code (npm, prisma, next build): without their parent
// they end. Their own children inherit this through the arguments of fork.
const parent = process.ppid

setInterval(() => {
  if (process.ppid !== parent) process.exit(1)
}, 500).unref()
