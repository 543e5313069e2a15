import { ApiProblem } from './api.js';

const TUS = { 'Tus-Resumable': '1.0.0' };
/** So long nothing moves before a call is given up. */
const SILENCE = 30_000;

/**
 * Uploads by tus 1.0. Through XMLHttpRequest, since `fetch` does not tell how much of a body is sent. Refused calls throw an
 * ApiProblem, as those of the Api do. `token()` is asked at every call.
 */
export class Uploads {
  #token;
  #base;

  constructor({ token, base = document.baseURI }) {
    this.#token = token;
    this.#base = base;
  }

  /** Announces a file; resolves to the id under which it is sent. */
  async create({ name, bytes }) {
    const metadata = `filename ${base64(name)}`;
    const answer = await this.#call('POST', 'api/uploads', { headers: { 'Upload-Length': bytes, 'Upload-Metadata': metadata } });
    return answer.getResponseHeader('Location').split('/').at(-1);
  }

  /** How much of it the server has. */
  async offset(id) {
    return offsetOf(await this.#call('HEAD', path(id)));
  }

  /** Sends what comes next; resolves to how much the server has then. `sent(bytes)` tells how much of it is on its way. */
  async append(id, offset, body, { sent = () => {}, signal = null } = {}) {
    const headers = { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' };
    return offsetOf(await this.#call('PATCH', path(id), { headers, body, sent, signal }));
  }

  /** It is not wanted any more. */
  async abandon(id) {
    await this.#call('DELETE', path(id));
  }

  #call(method, where, { headers = {}, body = null, sent = null, signal = null } = {}) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let silence = null;
      const heard = () => {
        clearTimeout(silence);
        silence = setTimeout(() => request.abort(), SILENCE);
      };
      const abort = () => request.abort();
      request.open(method, new URL(where, this.#base));
      for (const [name, value] of Object.entries({ ...TUS, ...headers, Authorization: `Bearer ${this.#token()}` })) request.setRequestHeader(name, value);
      if (sent) {
        request.upload.addEventListener('progress', ({ loaded }) => {
          heard();
          sent(loaded);
        });
      }
      request.addEventListener('loadend', () => {
        clearTimeout(silence);
        signal?.removeEventListener('abort', abort);
        if (request.status >= 200 && request.status < 300) resolve(request);
        else reject(problemOf(request));
      });
      signal?.addEventListener('abort', abort);
      heard();
      if (signal?.aborted) reject(new ApiProblem());
      else request.send(body);
    });
  }
}

function path(id) {
  return `api/uploads/${encodeURIComponent(id)}`;
}

function offsetOf(request) {
  return Number(request.getResponseHeader('Upload-Offset'));
}

function problemOf(request) {
  let told = {};
  try {
    told = JSON.parse(request.responseText) ?? {};
  } catch {
    // Something in between, as a proxy, says it in its own way.
  }
  return new ApiProblem({ ...told, status: request.status, retryAfter: request.status ? Number(request.getResponseHeader('Retry-After')) || null : null });
}

function base64(text) {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
