/** The first stop of the Tab key: past navigation, to what the page is about. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-60 -translate-y-16 rounded border border-line-strong bg-panel px-3 py-1.5 font-medium focus-visible:translate-y-0 focus-visible:shadow-pop"
    >
      Skip to content
    </a>
  )
}
