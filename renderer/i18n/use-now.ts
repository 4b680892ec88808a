import { useEffect, useState } from 'react'

/** The time, read again every so many milliseconds, for words such as "2 minutes ago". */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
