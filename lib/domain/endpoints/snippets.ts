import type { SignatureRule } from './profile.ts'
import { goSnippet } from './snippet-go.ts'
import { nodeSnippet } from './snippet-node.ts'
import { phpSnippet } from './snippet-php.ts'
import { pythonSnippet } from './snippet-python.ts'
import { shellSnippet } from './snippet-shell.ts'

export type SnippetLanguage = 'node' | 'python' | 'go' | 'php' | 'curl'

export interface VerificationSnippet {
  readonly language: SnippetLanguage
  /** for people */
  readonly label: string
  readonly code: string
}

/**
 * Code for a receiver that verifies what the rule signs, complete and without dependencies: constant-time comparison,
 * and where a time is signed, five minutes of tolerance both ways. `curl` is a shell script for one saved request.
 */
export function verificationSnippets(rule: SignatureRule): readonly VerificationSnippet[] {
  return [
    { language: 'node', label: 'Node', code: nodeSnippet(rule) },
    { language: 'python', label: 'Python', code: pythonSnippet(rule) },
    { language: 'go', label: 'Go', code: goSnippet(rule) },
    { language: 'php', label: 'PHP', code: phpSnippet(rule) },
    { language: 'curl', label: 'Shell', code: shellSnippet(rule) },
  ]
}
