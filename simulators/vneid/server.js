// A stand-in for VNeID on loopback: a certified OpenID Connect provider with invented people.
//
//   node server.js --port 8110 --secret ...
//
// It knows nothing of motcua. What it is to do wrong is told to it over HTTP:
//   POST /_behave  {"mode": "deny" | "slow" | "wrong_nonce" | "wrong_signature" | "wrong_audience" |
//                   "expired" | "other_person" | "broken", "seconds": 30}
//   POST /_reset

import { readFileSync } from 'node:fs';
import http from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { parseArgs } from 'node:util';

import { decodeJwt, importJWK, SignJWT } from 'jose';
import { errors, Provider } from 'oidc-provider';

import { pageOfPeople, pageOfTrouble } from './pages.js';

const { values: given } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    client: { type: 'string', default: 'motcua' },
    secret: { type: 'string', default: 'mo-phong' },
  },
});
const LOOPBACK = '127.0.0.1';
// The same whatever port it listens on, so that a person stays the same person.
const ISSUER = 'http://vneid.mo-phong.example';
const MODES = new Set([
  '', 'deny', 'slow', 'wrong_nonce', 'wrong_signature', 'wrong_audience', 'expired',
  'other_person', 'broken',
]);
const people = JSON.parse(readFileSync(new URL('./people.json', import.meta.url)));
let behaviour = { mode: '', seconds: 0 };

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
}

const ours = { ...newKey(), kid: 'mo-phong' };
const strangers = { ...newKey(), kid: 'mo-phong' };

function person(sub) {
  return people.find((one) => one.sub === sub);
}

function configuration() {
  return {
    clients: [{
      client_id: given.client,
      client_secret: given.secret,
      redirect_uris: [`http://${LOOPBACK}/`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    jwks: { keys: [ours] },
    cookies: { keys: [newKey().d] },
    acrValues: ['LoA1', 'LoA2', 'LoA3'],
    scopes: ['openid', 'profile', 'phone', 'email'],
    claims: {
      acr: null,
      openid: ['sub', 'acr'],
      profile: ['name', 'birthdate', 'personal_id', 'tax_code', 'organization_name'],
      phone: ['phone_number'],
      email: ['email'],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/chon/${interaction.uid}` },
    ttl: {
      AccessToken: 300, AuthorizationCode: 60, Grant: 600, IdToken: 300, Interaction: 600,
      Session: 600,
    },
    findAccount(_ctx, sub) {
      const found = person(sub);
      if (!found) return undefined;
      const { level, ...claims } = found;
      return { accountId: sub, claims: () => claims };
    },
    async loadExistingGrant(ctx) {
      // Whoever chose a person has agreed; a second page would teach nobody anything.
      const { provider, client, session, params } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(params.scope);
      await grant.save();
      return grant;
    },
    async renderError(ctx, out) {
      ctx.type = 'html';
      ctx.body = pageOfTrouble(out.error_description ?? out.error);
    },
  };
}

// What a thief, a tired server or a wrong clock would make of a good answer.
async function spoiled(token) {
  const claims = decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  let key = ours;
  if (behaviour.mode === 'wrong_nonce') claims.nonce = 'khong-phai-cua-toi';
  if (behaviour.mode === 'wrong_audience') claims.aud = 'noi-khac';
  if (behaviour.mode === 'expired') Object.assign(claims, { iat: now - 7200, exp: now - 3600 });
  if (behaviour.mode === 'other_person') claims.personal_id = '077001979999';
  if (behaviour.mode === 'wrong_signature') key = strangers;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .sign(await importJWK(key, 'RS256'));
}

const pause = (seconds) => new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });

async function misbehave(ctx, next) {
  await next();
  if (ctx.oidc?.route !== 'token' || !ctx.body?.id_token) return;
  if (behaviour.mode === 'slow') await pause(behaviour.seconds);
  if (behaviour.mode === 'broken') {
    ctx.status = 500;
    ctx.body = 'hỏng';
    return;
  }
  if (behaviour.mode) ctx.body = { ...ctx.body, id_token: await spoiled(ctx.body.id_token) };
}

function answer(response, status, body, type = 'text/html') {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' });
  response.end(body);
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

async function command(request, response, address) {
  if (address.pathname === '/_reset') behaviour = { mode: '', seconds: 0 };
  else {
    const wanted = JSON.parse(await bodyOf(request));
    if (!MODES.has(wanted.mode ?? '')) return answer(response, 400, 'mode?', 'text/plain');
    behaviour = { mode: '', seconds: 30, ...wanted };
  }
  return answer(response, 200, JSON.stringify(behaviour), 'application/json');
}

async function choose(provider, request, response, address) {
  const details = await provider.interactionDetails(request, response);
  const chosen = person(address.searchParams.get('nguoi'));
  if (behaviour.mode === 'deny' || address.searchParams.has('tu-choi')) {
    return provider.interactionFinished(request, response, {
      error: 'access_denied', error_description: 'Người dùng từ chối',
    });
  }
  if (!chosen) return answer(response, 200, pageOfPeople(people, details.uid, details.params));
  return provider.interactionFinished(request, response, {
    login: { accountId: chosen.sub, acr: `LoA${chosen.level}`, remember: false },
  });
}

function start(port) {
  const server = http.createServer();
  server.listen(port, LOOPBACK, () => {
    const here = `http://${LOOPBACK}:${server.address().port}`;
    const provider = new Provider(ISSUER, configuration());
    // Wherever the product of the moment listens on this machine.
    provider.Client.prototype.redirectUriAllowed = (uri) => new URL(uri).hostname.match(
      /^(127\.0\.0\.1|localhost)$/,
    ) !== null;
    provider.use(misbehave);
    const callback = provider.callback();
    server.on('request', (request, response) => {
      const address = new URL(request.url, here);
      const failed = (error) => answer(
        response,
        error instanceof errors.SessionNotFound ? 400 : 500,
        pageOfTrouble('Lần đăng nhập này đã hết hạn. Xin quay lại trang trước và bắt đầu lại.'),
      );
      if (request.method === 'POST' && address.pathname.startsWith('/_')) {
        command(request, response, address).catch(failed);
      } else if (address.pathname.startsWith('/chon/')) {
        choose(provider, request, response, address).catch(failed);
      } else {
        callback(request, response);
      }
    });
    console.log(here);
  });
  process.on('SIGTERM', () => process.exit(0));
}

start(Number(given.port));
