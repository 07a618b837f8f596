import {
  AuthorizationServer,
  type OAuthClient as LibraryClient,
  type OAuthAuthCodeRepository,
  type OAuthClientRepository,
  OAuthException,
  type OAuthScope,
  type OAuthScopeRepository,
  type OAuthToken,
  type OAuthTokenRepository,
  type OAuthUserRepository,
} from '@jmondi/oauth2-server'
import type { OauthClient, OauthServerContext } from '#lib/domain/oauth-apps/client.ts'
import { findCode } from '#lib/domain/oauth-apps/find-code.ts'
import { type Grant, type IssuedTokens, issueTokens } from '#lib/domain/oauth-apps/issue-token.ts'
import { findRefreshToken } from '#lib/domain/oauth-apps/refresh-token.ts'
import { OauthFailure } from './failure.ts'
import { type Form, required } from './form.ts'

/** The answer of RFC 6749, section 5.1. */
export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly refresh_token?: string
  readonly scope: string
}

/** Ends are judged by the core, on its own clock; the library is told of none. */
const NO_END = new Date(8.64e15)

/**
 * Answers a token request of an authenticated client. The library picks the grant, checks its parameters and PKCE; the
 * core knows codes and tokens, and issues new ones in one transaction, at the moment where the library would sign.
 * Throws `OauthFailure`, `OAuthException`, `DomainError`.
 */
export async function grantTokens(
  ctx: OauthServerContext,
  client: OauthClient,
  form: Form,
): Promise<TokenAnswer> {
  required(form, 'grant_type')
  const request = new TokenRequest(ctx, client, form)
  const server = new AuthorizationServer(request.clients, request.tokens, request.scopes, request.signer, {
    requiresPKCE: true,
    requiresS256: true,
    useOpaqueAuthorizationCodes: true,
    useOpaqueRefreshTokens: true,
  })
  server.enableGrantTypes({
    grant: 'authorization_code',
    authCodeRepository: request.codes,
    userRepository: request.users,
  })
  const body = { ...Object.fromEntries(form), client_id: client.clientId, client_secret: undefined }
  await server.respondToAccessTokenRequest({ headers: {}, query: {}, body })
  return request.answer()
}

/** One request's view of the core, in the form that the library asks for. */
class TokenRequest {
  #grant: Grant = { kind: 'client' }
  #scopes: readonly string[] = []
  #issued: IssuedTokens | undefined
  readonly #ctx: OauthServerContext
  readonly #client: OauthClient
  readonly #form: Form
  readonly #entity: LibraryClient

  constructor(ctx: OauthServerContext, client: OauthClient, form: Form) {
    this.#ctx = ctx
    this.#client = client
    this.#form = form
    // no secret: who asks was proved before
    const { clientId: id, name, scopes } = client
    this.#entity = { id, name, redirectUris: [], allowedGrants: [], scopes: scopes.map(named) }
  }

  answer(): TokenAnswer {
    if (!this.#issued) throw new Error('The grant ended without a token.')
    const { accessToken, expiresInSeconds, refreshToken } = this.#issued
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
      ...(refreshToken !== null && { refresh_token: refreshToken }),
      scope: this.#scopes.join(' '),
    }
  }

  readonly clients: OAuthClientRepository = {
    getByIdentifier: async () => this.#entity,
    isClientValid: async (grantType) => {
      // whoever has no secret cannot act for itself
      if (grantType === 'client_credentials' && !this.#client.confidential)
        throw new OauthFailure('unauthorized_client', 'An app without a secret cannot use this grant.')
      return true
    },
  }

  readonly codes: OAuthAuthCodeRepository = {
    getByIdentifier: async (code) => {
      const redirectUri = required(this.#form, 'redirect_uri')
      const row = await findCode(this.#client, { code, redirectUri, now: this.#ctx.clock.now() })
      this.#grant = { kind: 'code', codeId: row.id, userId: row.userId }
      return {
        code: row.id,
        redirectUri,
        codeChallenge: row.codeChallenge,
        codeChallengeMethod: 'S256',
        expiresAt: NO_END,
        user: { id: row.userId },
        client: this.#entity,
        scopes: row.scopes.map(named),
      }
    },
    issueAuthCode: () => {
      throw new Error('Codes are made where the user agrees.')
    },
    persist: async () => {},
    isRevoked: async () => false,
    // spent when the tokens are issued
    revoke: async () => {},
  }

  readonly users: OAuthUserRepository = {
    getUserByCredentials: async (id) => ({ id }),
  }

  readonly scopes: OAuthScopeRepository = {
    getAllByIdentifiers: async (names) => [...new Set(names)].map(named),
    finalize: async (scopes) => {
      const own = scopes.filter((scope) => this.#client.scopes.includes(scope.name))
      const isChosen = this.#form.has('scope') && this.#grant.kind !== 'code'
      if (isChosen && own.length < scopes.length) throw OAuthException.invalidScope()
      const granted = own.length === 0 && this.#grant.kind === 'client' ? this.#entity.scopes : own
      // the app may have lost all that the user agreed to
      if (granted.length === 0) throw OAuthException.invalidScope()
      return granted
    },
  }

  readonly tokens: OAuthTokenRepository = {
    issueToken: async (client, scopes) => {
      this.#scopes = scopes.map((scope) => scope.name)
      return { accessToken: '', accessTokenExpiresAt: NO_END, client, scopes }
    },
    persist: async () => {},
    issueRefreshToken: async (token) => token,
    getByRefreshToken: async (token): Promise<OAuthToken> => {
      const row = await findRefreshToken(this.#client, token, this.#ctx.clock.now())
      if (row.userId === null) throw OAuthException.invalidGrant()
      const { id: tokenId, familyId, userId, grantedScopes } = row
      this.#grant = { kind: 'refresh', tokenId, familyId, userId, grantedScopes }
      return {
        accessToken: row.id,
        accessTokenExpiresAt: NO_END,
        refreshToken: row.id,
        refreshTokenExpiresAt: NO_END,
        client: this.#entity,
        user: { id: userId },
        scopes: grantedScopes.map(named),
      }
    },
    isRefreshTokenRevoked: async () => false,
    // spent when the next ones are issued
    revoke: async () => {},
  }

  readonly signer = {
    sign: async () => {
      this.#issued = await issueTokens(this.#ctx, this.#client, this.#grant, this.#scopes)
      return this.#issued.accessToken
    },
    verify: async (): Promise<Record<string, unknown>> => {
      throw new Error('Tokens are known by their rows.')
    },
    decode: () => null,
  }
}

function named(name: string): OAuthScope {
  return { name }
}
