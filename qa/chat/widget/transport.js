const FIRST_DELAY = 1000; // ms before the first reconnect; doubles up to LAST_DELAY
const LAST_DELAY = 30000;
const FALLBACK_AFTER = 2; // attempts that fail before questions go by plain requests
const ASK_TIMEOUT = 15000; // ms until a question that got no reply is asked again, under the same id

// Transport carries messages: over a websocket while there is one, by plain requests while there is none. Questions
// stay in the session's outbox until they are answered, and are asked again under their id after a reconnect; the
// server answers an id once.
class Transport {
  #endpoint; #session; #notify; #socket; #ready = false; #attempts = 0; #timer; #asking = new Set(); #tries = new Map();
  #stopped = true; #suggesting = ''; #resuming = false;

  // notify receives {type: 'state', state} and every message of the server.
  constructor(endpoint, session, notify) {
    this.#endpoint = endpoint;
    this.#session = session;
    this.#notify = notify;
    this.wake = () => this.#wake();
  }

  start() {
    if (!this.#stopped) return;
    this.#stopped = false;
    for (const name of ['online', 'offline']) window.addEventListener(name, this.wake);
    document.addEventListener('visibilitychange', this.wake);
    this.#open();
  }

  stop() {
    this.#stopped = true;
    for (const name of ['online', 'offline']) window.removeEventListener(name, this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    clearTimeout(this.#timer);
    this.#drop()?.close(1000);
  }

  // drop lets go of the socket and of what was asked over it.
  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#ready = false;
    this.#resuming = false;
    this.#asking.clear();
    return socket;
  }

  // ask keeps the question until it is answered.
  ask(id, text) {
    this.#session.outbox.push({ id, text });
    this.#session.save();
    this.start();
    if (!this.#socket) this.#open();
    this.#flush();
  }

  suggest(text) {
    this.#suggesting = randomID();
    if (this.#ready) this.#post({ type: 'suggest', id: this.#suggesting, text });
    else this.#request('suggest?text=' + encodeURIComponent(text)).then((reply) => this.#notify(reply)).catch(() => {});
  }

  // feedback resolves when the verdict has arrived.
  async feedback(messageID, helpful, reason) {
    const body = { conversation: this.#session.conversation, message_id: messageID, helpful, reason: reason ?? '' };
    const reply = await this.#request('feedback', body);
    if (reply.type === 'error') throw new Error(reply.code);
  }

  // forget lets the server drop the conversation.
  forget() {
    if (this.#ready) this.#post({ type: 'forget', id: randomID() });
    this.#asking.clear();
  }

  // wake follows the browser: without a network a socket is dead though it does not know yet.
  #wake() {
    if (!navigator.onLine) {
      clearTimeout(this.#timer);
      this.#drop()?.close();
      this.#state('offline');
    } else if (!this.#socket && !document.hidden && !this.#stopped) {
      this.#attempts = 0;
      this.#open();
    }
  }

  #open() {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#socket) return;
    if (!navigator.onLine) return this.#state('offline');
    if (this.#attempts === 0) this.#state('connecting');
    let socket;
    try {
      socket = new WebSocket(this.#endpoint.replace(/^http/, 'ws'), 'zwgk.v1');
    } catch {
      return this.#lost(1006);
    }
    this.#socket = socket;
    socket.onmessage = (event) => socket === this.#socket && this.#receive(event.data);
    socket.onclose = (event) => socket === this.#socket && this.#lost(event.code);
  }

  // The server greets first. Where there is a conversation to go on with, we name it and wait for the second hello.
  #receive(data) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message.type === 'hello') this.#greeted(message);
    else if (message.type === 'forgotten') this.#session.conversation = message.conversation;
    else this.#deliver(message);
  }

  #greeted(hello) {
    const session = this.#session;
    const resume = session.conversation && session.conversation !== hello.conversation && !this.#ready && !hello.resumed && !this.#resuming;
    if (resume) {
      this.#resuming = true;
      this.#notify(hello);
      return this.#post({ type: 'hello', conversation: session.conversation, last: session.last });
    }
    this.#resuming = false;
    this.#ready = true;
    this.#attempts = 0;
    if (!hello.resumed) session.last = 0;
    session.conversation = hello.conversation;
    session.save();
    this.#state('online');
    this.#notify(hello);
    this.#flush();
  }

  #deliver(message) {
    const session = this.#session;
    if (message.type === 'answer') session.last = Math.max(session.last, message.seq);
    if (message.type === 'suggest' && message.id !== this.#suggesting && message.id !== '') return;
    if (message.type === 'answer' || (message.type === 'error' && message.id)) {
      this.#asking.delete(message.id);
      if (message.type === 'error' && this.#retry(message)) return;
      session.outbox = session.outbox.filter((ask) => ask.id !== message.id);
      this.#tries.delete(message.id);
      session.save();
    }
    this.#notify(message);
  }

  // retry asks again what the server had no capacity for, three times.
  #retry(message) {
    if (!message.retry_ms || !this.#session.outbox.some((ask) => ask.id === message.id)) return false;
    const tries = (this.#tries.get(message.id) ?? 0) + 1;
    this.#tries.set(message.id, tries);
    if (tries > 3) return false;
    this.#notify({ type: 'retrying', id: message.id });
    setTimeout(() => this.#flush(), message.retry_ms * (1 + Math.random() / 4));
    return true;
  }

  #lost(code) {
    this.#drop();
    if (this.#stopped) return;
    if (code === 1000) return this.#session.outbox.length ? this.#open() : this.#state('asleep'); // opens with the next question
    this.#attempts++;
    this.#state(navigator.onLine ? (this.#attempts > FALLBACK_AFTER ? 'fallback' : 'waiting') : 'offline');
    if (this.#attempts >= FALLBACK_AFTER) this.#flush();
    const bound = code === 1008 ? LAST_DELAY : Math.min(LAST_DELAY, FIRST_DELAY * 2 ** (this.#attempts - 1));
    if (!document.hidden && navigator.onLine) this.#timer = setTimeout(() => this.#open(), bound * (0.75 + Math.random() / 2));
  }

  // flush sends what waits, over whatever there is.
  #flush() {
    for (const { id, text } of this.#session.outbox) {
      if (this.#asking.has(id)) continue;
      if (this.#ready) {
        this.#asking.add(id);
        this.#post({ type: 'ask', id, text });
        setTimeout(() => this.#asking.delete(id) && this.#flush(), ASK_TIMEOUT);
      } else if (this.#attempts >= FALLBACK_AFTER && navigator.onLine) {
        this.#asking.add(id);
        this.#askPlainly(id, text);
      }
    }
  }

  async #askPlainly(id, text) {
    try {
      const reply = await this.#request('ask', { id, text, conversation: this.#session.conversation });
      if (reply.conversation) this.#session.conversation = reply.conversation;
      this.#deliver({ ...reply, id });
    } catch {
      this.#asking.delete(id); // stays in the outbox until something works again
    }
  }

  #post(message) {
    this.#socket.send(JSON.stringify(message));
  }

  async #request(path, body) {
    const options = body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(new URL(path, this.#endpoint), { credentials: 'omit', signal: AbortSignal.timeout(ASK_TIMEOUT), ...options });
    return response.json();
  }

  #state(state) {
    this.#notify({ type: 'state', state });
  }
}
