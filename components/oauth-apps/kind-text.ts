/** The two kinds of apps as people read them. */
export const appKindText = {
  confidential: {
    label: 'Confidential',
    description: 'Runs on a server that can keep a secret. It gets one, and can also act for itself.',
  },
  public: {
    label: 'Public',
    description:
      'Runs where anybody can read it: a phone, a browser, a command line. It proves itself by PKCE alone.',
  },
} as const

export const appKind = ({ confidential }: { readonly confidential: boolean }) =>
  confidential ? ('confidential' as const) : ('public' as const)
