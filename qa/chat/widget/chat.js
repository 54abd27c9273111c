const SIZES = [18, 22, 26, 30]; // px of text in the large version (适老化)
const ANNOUNCED = 3000; // ms a message stays in the live region: long enough to be read, gone before it is found twice

// <zwgk-chat mode="launcher|inline|page" heading lang="zh|en" color position="right|left" elder endpoint>
class ZwgkChat extends HTMLElement {
  static observedAttributes = ['lang', 'heading', 'color'];

  #root; #session; #transport; #composer; #panel; #launcher; #log; #live; #status; #tools; #hello; #typing; #built = false;
  #pending = new Map();

  get words() {
    return { ...WORDS[(this.getAttribute('lang') ?? 'zh').startsWith('en') ? 'en' : 'zh'], ...(this.hasAttribute('heading') && { heading: this.getAttribute('heading') }) };
  }

  // base is what paths in answers are relative to: the server of the chat.
  get base() {
    return this.endpoint;
  }

  // endpoint is the websocket's address as http(s); by default that of the server which served this module.
  get endpoint() {
    return new URL(this.getAttribute('endpoint') ?? new URL('.', import.meta.url).href.replace(/\/$/, ''), document.baseURI).href;
  }

  get mode() {
    const mode = this.getAttribute('mode');
    return mode === 'inline' || mode === 'page' ? mode : 'launcher';
  }

  connectedCallback() {
    if (!this.#root) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.#root = this.attachShadow({ mode: 'open' });
      this.#root.adoptedStyleSheets = [sheet];
      this.#session = new Session(this.endpoint);
      this.#transport = new Transport(this.endpoint, this.#session, (message) => this.#receive(message));
    }
    this.#build();
    window.visualViewport?.addEventListener('resize', this.#fit);
    window.visualViewport?.addEventListener('scroll', this.#fit);
    if (this.mode !== 'launcher' || this.#session.shown) this.open(false);
  }

  disconnectedCallback() {
    window.visualViewport?.removeEventListener('resize', this.#fit);
    window.visualViewport?.removeEventListener('scroll', this.#fit);
    this.#transport.stop();
    window.speechSynthesis?.cancel();
  }

  attributeChangedCallback() {
    if (this.#built && this.isConnected) this.#build();
  }

  // open shows the panel and, unless told not to, puts the cursor into its line.
  open(focus = true) {
    this.#panel.hidden = false;
    this.#launcher?.setAttribute('aria-expanded', 'true');
    this.toggleAttribute('open', true);
    this.#remember(true);
    this.#transport.start();
    this.#fit();
    if (focus) this.#composer.focus();
    this.#scroll();
    this.#tell('zwgk-open');
  }

  // close hides the panel of a launcher and returns the focus to it.
  close() {
    if (this.mode !== 'launcher' || this.#panel.hidden) return;
    this.#panel.hidden = true;
    this.#launcher.setAttribute('aria-expanded', 'false');
    this.toggleAttribute('open', false);
    this.#remember(false);
    this.#launcher.focus();
    this.#tell('zwgk-close');
  }

  // ask asks as if the visitor had typed it.
  ask(text) {
    const id = randomID();
    this.#session.add({ question: text, id });
    this.#question(text, id);
    this.#wait(id);
    this.#transport.ask(id, text);
    this.#tell('zwgk-ask', { text });
  }

  // clear forgets the conversation, here and on the server.
  clear() {
    const { elder, size, shown } = this.#session;
    this.#transport.forget();
    this.#session.reset();
    Object.assign(this.#session, { elder, size, shown });
    this.#session.save();
    this.#build();
    this.#announce(this.words.cleared);
    this.#composer.focus();
  }

  choose(question) {
    this.#composer.focus();
    this.ask(question);
  }

  async judge(answer, helpful, reason) {
    await this.#transport.feedback(answer.message_id, helpful, reason);
    const entry = this.#session.entries.find((e) => e.answer?.message_id === answer.message_id);
    if (entry) entry.verdict = helpful;
    this.#session.save();
    this.#tell('zwgk-feedback', { messageId: answer.message_id, helpful, reason });
  }

  speak(text, button) {
    const speech = window.speechSynthesis;
    const reading = speech.speaking;
    speech.cancel();
    if (reading) return;
    const words = this.words;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = 'zh-CN';
    utterance.onend = utterance.onerror = () => { button.textContent = words.read; };
    button.textContent = words.stop;
    speech.speak(utterance);
  }

  #build() {
    const words = this.words;
    this.#built = true;
    this.#log = make('div', { class: 'log', part: 'log', role: 'log', 'aria-live': 'off', 'aria-label': words.log, tabindex: 0 });
    this.#live = make('div', { class: 'hidden', 'aria-live': 'polite', 'aria-atomic': 'true' });
    this.#status = make('div', { class: 'status', part: 'status', role: 'status' });
    this.#composer = new Composer(words, { submit: (text) => this.ask(text), suggest: (text) => this.#transport.suggest(text) });
    const launcher = this.mode === 'launcher';
    this.#tools = make('div', { class: 'tools', part: 'tools' });
    this.#panel = make('section', {
      class: 'panel', part: 'panel', id: 'panel', role: launcher ? 'dialog' : 'region', 'aria-label': words.heading, hidden: launcher && !this.hasAttribute('open'), onkeydown: (event) => this.#key(event),
    },
    make('div', { class: 'header', part: 'header' }, make('h2', { text: words.heading }), this.#tools), this.#status, this.#log, this.#composer.element,
    make('div', { class: 'footer', part: 'footer' },
      make('button', { type: 'button', onclick: () => this.#person() }, icon(ICONS.person), words.person),
      make('button', { type: 'button', onclick: () => this.clear() }, icon(ICONS.clear), words.clear)),
    this.#live);
    this.#launcher = launcher ? make('button', {
      type: 'button', class: 'launcher', part: 'launcher', 'aria-expanded': String(!this.#panel.hidden), 'aria-controls': 'panel', onclick: () => (this.#panel.hidden ? this.open() : this.close()),
    }, icon(ICONS.chat), make('span', { text: words.launcher })) : null;
    this.#root.replaceChildren(...[this.#launcher, this.#panel].filter(Boolean));
    this.#enlarge(this.#session.elder ?? this.hasAttribute('elder'), this.#session.size ?? 0);
    if (this.hasAttribute('color')) this.style.setProperty('--zwgk-accent', this.getAttribute('color'));
    this.#restore();
  }

  // enlarge switches between the standard and the large version and draws the buttons that do so.
  #enlarge(elder, size) {
    const words = this.words;
    const button = (text, label, act) => make('button', { type: 'button', text, 'aria-label': label, onclick: act });
    this.toggleAttribute('elder', elder);
    this.style.setProperty('--zwgk-size', `${elder ? SIZES[size] : 16}px`);
    const turn = (nextElder, nextSize, index) => {
      Object.assign(this.#session, { elder: nextElder, size: nextSize });
      this.#session.save();
      this.#enlarge(nextElder, nextSize);
      this.#tools.children[index]?.focus();
    };
    this.#tools.replaceChildren(...[
      elder ? button('A－', `A－ ${words.smaller}`, () => turn(true, Math.max(0, size - 1), 0)) : null,
      elder ? button('A＋', `A＋ ${words.bigger}`, () => turn(true, Math.min(SIZES.length - 1, size + 1), 1)) : null,
      button(elder ? words.plain : words.elder, undefined, () => turn(!elder, size, elder ? 0 : 2)),
      this.mode === 'launcher' ? make('button', { type: 'button', class: 'close', 'aria-label': words.close, onclick: () => this.close() }, icon(ICONS.close)) : null,
    ].filter(Boolean));
  }

  #restore() {
    this.#greet();
    const waiting = new Set(this.#session.outbox.map((ask) => ask.id));
    for (const entry of this.#session.entries) {
      if (entry.answer) this.#answer(entry.answer, entry.verdict);
      else this.#question(entry.question, entry.id);
      if (waiting.has(entry.id)) this.#wait(entry.id);
    }
    this.#scroll();
  }

  #greet() {
    const words = this.words;
    const hello = this.#hello;
    const greeting = this.#message('we', 'greeting', ...paragraphs(hello?.welcome || words.welcome),
      hello?.questions?.length ? make('div', { class: 'choices', part: 'choices' }, make('h3', { text: words.hot }), choiceList(hello.questions, (q) => this.choose(q))) : null);
    const old = this.#log.querySelector('.greeting');
    if (old) old.replaceWith(greeting);
    else this.#log.prepend(greeting);
    if (hello?.title && !this.hasAttribute('heading')) this.#panel.querySelector('h2').textContent = hello.title;
  }

  #message(who, name, ...children) {
    return make('div', { class: `message ${who} ${name}`, part: `message ${who}` }, make('span', { class: 'hidden', text: this.words[who] + '：' }), ...children);
  }

  #question(text, id) {
    this.#log.append(this.#message('you', '', make('p', { text })));
    this.#log.lastElementChild.dataset.ask = id;
    this.#scroll();
  }

  #wait(id) {
    const dots = make('span', { class: 'dots', 'aria-hidden': 'true' }, make('i'), make('i'), make('i'));
    const bubble = this.#message('we', 'typing', make('span', { text: this.words.searching }), dots);
    this.#pending.set(id, bubble);
    this.#log.append(bubble);
    this.#announce(this.words.searching);
    this.#scroll();
  }

  #answer(answer, verdict) {
    const view = new AnswerView(this, answer);
    const message = this.#message('we', 'answer', ...view.render(verdict));
    const bubble = this.#settle(answer.id);
    if (bubble) bubble.replaceWith(message);
    else this.#log.append(message);
    return { view, message };
  }

  #settle(id) {
    const bubble = this.#pending.get(id);
    this.#pending.delete(id);
    return bubble?.isConnected ? bubble : undefined;
  }

  #receive(message) {
    switch (message.type) {
      case 'state': return this.#state(message.state);
      case 'hello': this.#hello = message; return this.#greet();
      case 'answer': return this.#answered(message);
      case 'suggest': return this.#composer.show(message.suggestions ?? []);
      case 'retrying': return this.#say(this.words.retrying);
      case 'error': return this.#failed(message);
    }
  }

  #answered(answer) {
    if (this.#session.entries.some((entry) => entry.answer?.message_id === answer.message_id)) return;
    this.#session.add({ answer, id: answer.id });
    const { view, message } = this.#answer(answer);
    this.#say('');
    this.#announce(view.plain());
    this.#scroll(message);
    this.#tell('zwgk-answer', { outcome: answer.outcome, messageId: answer.message_id });
  }

  #failed(error) {
    const bubble = this.#settle(error.id);
    if (!bubble) return error.code === 'duplicate' || this.#say(error.message);
    const text = this.#session.entries.find((entry) => entry.id === error.id && entry.question)?.question;
    const again = make('button', { type: 'button', text: this.words.again, onclick: () => { message.remove(); this.#wait(error.id); this.#transport.ask(error.id, text); } });
    const message = this.#message('we', 'failed', ...paragraphs(error.message || this.words.failed), text ? again : null);
    bubble.replaceWith(message);
    this.#announce(error.message);
  }

  #state(state) {
    const was = this.dataset.state;
    this.dataset.state = state;
    const words = this.words;
    if (state === 'online') this.#say(was && was !== 'connecting' && was !== 'asleep' ? words.online : '', 3000);
    else this.#say({ waiting: words.waiting, offline: words.offline, fallback: words.fallback }[state] ?? '');
  }

  // say shows the state of the connection in words, in a region that assistive technology follows.
  #say(text, ms) {
    this.#status.textContent = text;
    if (ms) setTimeout(() => { if (this.#status.textContent === text) this.#status.textContent = ''; }, ms);
  }

  // announce reads a new message once. The log itself is not live: it would be read again with every change.
  #announce(text) {
    const line = make('p', { text });
    this.#live.replaceChildren(line);
    setTimeout(() => line.remove(), ANNOUNCED);
  }

  #person() {
    const contact = this.#hello?.contact;
    const message = this.#message('we', '', make('p', { text: this.words.personText }), contactCard(contact, this.words));
    this.#log.append(message);
    this.#announce(message.textContent);
    this.#scroll(message);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') this.close();
    if (event.key !== 'Tab' || !this.#full()) return;
    const stops = [...this.#panel.querySelectorAll('button, a[href], input, summary, [tabindex="0"]')].filter((node) => node.checkVisibility());
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const now = this.#root.activeElement;
    if (event.shiftKey ? now === first : now === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  // full says whether the open panel covers the page, as on a phone: then the focus stays inside it.
  #full() {
    return this.mode === 'launcher' && !this.#panel.hidden && window.matchMedia('(max-width: 480px)').matches;
  }

  // fit keeps the panel above the soft keyboard of a phone.
  #fit = () => {
    const view = window.visualViewport;
    if (!view) return;
    if (this.mode === 'launcher') this.#panel.setAttribute('aria-modal', String(this.#full()));
    this.style.setProperty('--zwgk-view', `${Math.round(view.height)}px`);
    this.style.setProperty('--zwgk-top', `${Math.round(view.offsetTop)}px`);
  };

  // scroll shows the beginning of a new answer, or the end of the log.
  #scroll(message) {
    this.#log.scrollTop = message ? Math.max(0, message.offsetTop - this.#log.offsetTop - 48) : this.#log.scrollHeight;
  }

  #remember(shown) {
    this.#session.shown = shown && this.mode === 'launcher';
    this.#session.save();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get('zwgk-chat')) customElements.define('zwgk-chat', ZwgkChat);
