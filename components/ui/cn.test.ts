import { describe, expect, it } from 'vitest'
import { cn } from './cn.ts'

describe('cn', () => {
  it.each([
    ['px-3 px-0', 'px-0'],
    ['px-3 pt-2 p-4', 'p-4'],
    ['p-4 px-2', 'p-4 px-2'],
    ['w-8 h-8 size-4', 'size-4'],
    ['-mx-3 mx-1', 'mx-1'],
    ['max-w-page max-w-[440px]', 'max-w-[440px]'],
    ['top-[max(12px,10dvh)] inset-x-3 top-2', 'inset-x-3 top-2'],
    ['inline-flex hidden', 'hidden'],
    ['flex flex-col flex-1', 'flex flex-col flex-1'],
    ['text-sm text-muted text-left', 'text-sm text-muted text-left'],
    ['text-muted text-bad', 'text-bad'],
    ['text-base text-[1rem]', 'text-[1rem]'],
    ['font-mono font-medium font-normal', 'font-mono font-normal'],
    ['border border-line border-transparent', 'border border-transparent'],
    ['border-t border-b border-0', 'border-0'],
    ['border-b-2 border-transparent border-text', 'border-b-2 border-text'],
    ['border border-[1.5px]', 'border-[1.5px]'],
    ['bg-panel bg-bg/15', 'bg-bg/15'],
    ['rounded-lg rounded', 'rounded'],
    ['rounded-lg rounded-t-none', 'rounded-lg rounded-t-none'],
    ['outline-2 outline-accent', 'outline-2 outline-accent'],
    ['col-start-2 row-start-1 row-span-2 col-start-1', 'row-start-1 row-span-2 col-start-1'],
    ['min-w-0 min-w-44', 'min-w-44'],
    ['transition-colors duration-100', 'transition-colors duration-100'],
  ])('%s → %s', (given, expected) => {
    expect(cn(given)).toBe(expected)
  })

  it('keeps conditions apart, also arbitrary ones', () => {
    expect(cn('px-3 max-md:px-4 hover:px-5 max-md:px-1')).toBe('px-3 hover:px-5 max-md:px-1')
    expect(cn('[&_svg]:size-4 [&_svg]:size-3.5 [&>a:hover]:mt-1')).toBe('[&_svg]:size-3.5 [&>a:hover]:mt-1')
    expect(cn('data-[state=open]:bg-panel bg-bg')).toBe('data-[state=open]:bg-panel bg-bg')
    expect(cn('before:content-[":"] before:content-["a:b"]')).toBe('before:content-["a:b"]')
  })

  it('leaves what it does not know as it is', () => {
    expect(cn('sr-only group peer', undefined, false, ['tabular-nums', { truncate: true }])).toBe(
      'sr-only group peer tabular-nums truncate',
    )
    expect(cn()).toBe('')
  })
})
