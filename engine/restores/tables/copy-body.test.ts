import { expect, test } from 'vitest'
import { CopyBody } from './copy-body.ts'

async function read(text: string, size: number): Promise<{ columns: string | undefined; body: string }> {
  const bytes = Buffer.from(text)
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const body = new CopyBody(chunks())
  const columns = await body.columns()
  let all = ''
  for await (const chunk of body.rows()) all += chunk.toString()
  return { columns, body: all }
}

const dump = '--\n-- data\n--\n\n\\restrict abc\n\nSET x = 1;\n\nCOPY public."Order Items" (id, "a, b") FROM stdin;\n1\tone\n2\t\\\\.\n\\.\n\n\n--\n-- done\n\\unrestrict abc\n'

test.each([1, 2, 3, 7, 64, 4096])('the rows of a COPY are found in pieces of %i bytes, to the end marker and no further', async (size) => {
  expect(await read(dump, size)).toEqual({ columns: '(id, "a, b")', body: '1\tone\n2\t\\\\.\n' })
})

test.each([1, 5, 4096])('a table without rows has none, in pieces of %i bytes', async (size) => {
  expect(await read('COPY public.a (id) FROM stdin;\n\\.\n\n', size)).toEqual({ columns: '(id)', body: '' })
})

test('where there is no COPY there are no columns', async () => {
  expect(await read("INSERT INTO a VALUES (1, 'COPY x FROM stdin;');\n", 4)).toEqual({ columns: undefined, body: '' })
})

test('data without its end marker is not taken for whole', async () => {
  await expect(read('COPY public.a (id) FROM stdin;\n1\n2', 4)).rejects.toThrow('end')
})
