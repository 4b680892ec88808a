import { useNavigation } from './navigation.ts'

export function Frame() {
  const { screen } = useNavigation()
  return <main>{screen}</main>
}
