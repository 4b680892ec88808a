/** Where the differences of two texts are computed, off the page's own thread. */
import 'monaco-editor/editor/editor.worker'
