import type { Page } from 'playwright-core'
import type { FakeOptions } from '../../tests/support/fake/handlers.ts'

/** A picture: where, in which world, after what. */
export interface Shot {
  name: string
  hash: string
  mood?: FakeOptions['mood']
  compare?: FakeOptions['compare']
  preview?: FakeOptions['preview']
  secondPerson?: FakeOptions['secondPerson']
  dump?: number
  timeline?: FakeOptions['timeline']
  rollback?: FakeOptions['rollback']
  restores?: FakeOptions['restores']
  people?: FakeOptions['people']
  /** The session ends before the picture. */
  ends?: boolean
  /** What a person does before the picture. */
  act?: (page: Page) => Promise<void>
}
