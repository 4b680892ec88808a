/** The layout engine, off the page's own thread; it answers messages of `elk-api`. */
import 'elkjs/lib/elk-worker.min.js'
