// A packaged runtime lacks the part that reads the path of an app from the arguments; this is that part.
const { app } = require('electron')
const { existsSync, readFileSync, statSync } = require('node:fs')
const { join, resolve } = require('node:path')

const preloads = []
let target
const args = process.argv.slice(1)
for (let i = 0; i < args.length && !target; i += 1) {
  if (args[i] === '-r') preloads.push(args[(i += 1)])
  else if (args[i] === '--version') {
    console.log(`v${process.versions.electron}`)
    process.exit(0)
  } else if (!args[i].startsWith('-')) target = resolve(args[i])
}
if (!target || !existsSync(target)) {
  console.error('usage: electron <folder or file>')
  process.exit(2)
}
for (const preload of preloads) require(preload)
process.defaultApp = true
// This Electron may sleep over a message of the debugger, by which the tests speak to it, until something wakes its loop.
setInterval(() => {}, 50)
let main = target
if (statSync(target).isDirectory()) {
  const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  if (manifest.version) app.setVersion(manifest.version)
  app.name = manifest.productName || manifest.name
  app.setAppPath?.(target)
  main = join(target, manifest.main || 'index.js')
}
app.setPath('userData', join(app.getPath('appData'), app.name))
require(main)
