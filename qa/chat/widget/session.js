// Session is what one tab remembers: the conversation's id, what was said, and questions that have no answer yet. It
// lives in sessionStorage, so it ends with the tab; there is no cookie, and nothing stays in the browser.
class Session {
  #key;

  constructor(endpoint) {
    this.#key = 'zwgk-chat:' + endpoint;
    this.reset();
    try {
      const stored = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null');
      if (stored && stored.version === 1 && Array.isArray(stored.entries) && Array.isArray(stored.outbox)) Object.assign(this, stored);
    } catch {
      // Storage is denied or spoilt: the conversation then lives as long as the page.
    }
  }

  reset() {
    this.version = 1;
    this.conversation = '';
    this.last = 0;
    this.entries = []; // {question, id} or {answer, verdict}
    this.outbox = []; // {id, text}
    this.elder = undefined;
    this.size = undefined;
    this.shown = false;
  }

  add(entry) {
    this.entries.push(entry);
    this.entries = this.entries.slice(-60);
    this.save();
  }

  save() {
    try {
      const { version, conversation, last, entries, outbox, elder, size, shown } = this;
      sessionStorage.setItem(this.#key, JSON.stringify({ version, conversation, last, entries, outbox, elder, size, shown }));
    } catch {
      // As above.
    }
  }
}
